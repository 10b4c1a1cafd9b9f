package io.mcpmonitor.config;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.ConstructYamlNull;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Reads a YAML file into flat keys: nested and dotted keys mean the same, a list is its items with
 * commas between them. Loaded only when a file is configured.
 */
final class YamlFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 10;

  private final String path;
  private final List<String> problems;
  private final Map<String, String> values = new LinkedHashMap<>();

  private YamlFile(String path, List<String> problems) {
    this.path = path;
    this.problems = problems;
  }

  /** The settings in the file; empty, with one problem, when it cannot be read. */
  static Map<String, String> read(RawValue configured, List<String> problems) {
    YamlFile file = new YamlFile(configured.text(), problems);
    String wrong = file.read();
    if (wrong != null) {
      problems.add(
          Settings.CONFIG.key()
              + "="
              + configured.text()
              + " ("
              + configured.origin()
              + "): "
              + wrong
              + "; the file is ignored");
      return Map.of();
    }
    return file.values;
  }

  /** What the JDK says in parentheses after the path, which has been said. */
  private String reason(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.startsWith(path + " ") ? message.substring(path.length()) : ", but " + message;
  }

  /** What is wrong with the whole file; null when nothing is. */
  private @Nullable String read() {
    byte[] bytes;
    try (InputStream in = new FileInputStream(path)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      return "expected a readable YAML file" + reason(e);
    }
    if (bytes.length > MAX_BYTES) {
      return "expected a YAML file of at most 1 MB";
    }
    Object root;
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel(path).setSchema(new TextSchema()).build();
      root = new Load(settings).loadFromString(new String(bytes, StandardCharsets.UTF_8));
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> " in line " + (mark.getLine() + 1)).orElse("");
      return "expected YAML, but" + line + ": " + e.getProblem();
    } catch (RuntimeException e) { // of the engine, or of a file it did not expect
      return "expected YAML, but " + e.getMessage();
    }
    if (root == null) {
      return null; // an empty file
    }
    if (!(root instanceof Map<?, ?> map)) {
      return "expected keys and values";
    }
    return flatten("", map, MAX_DEPTH) ? null : "expected no more than 10 levels of keys";
  }

  /** False when the keys are nested too deeply: an alias can make them endless. */
  private boolean flatten(String prefix, Map<?, ?> map, int levels) {
    if (levels == 0) {
      return false;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = prefix + entry.getKey();
      Object value = entry.getValue();
      if (value instanceof Map<?, ?> nested) {
        if (!flatten(key + ".", nested, levels - 1)) {
          return false;
        }
      } else if (value instanceof Iterable<?> items) {
        StringBuilder joined = new StringBuilder();
        for (Object item : items) {
          joined.append(joined.isEmpty() ? "" : ",").append(item);
        }
        put(key, joined.toString());
      } else {
        String text = value == null ? "" : value.toString();
        // an empty key that is no setting is a section whose lines are all commented out
        if (!text.isEmpty() || Settings.find(key) != null) {
          put(key, text);
        }
      }
    }
    return true;
  }

  private void put(String key, String value) {
    if (values.put(key, value.trim()) != null) {
      problems.add(key + " (" + RawValue.FILE + path + "): given twice; the last one counts");
    }
  }

  /** Every value stays the text it is: a version 1.10 is not the number 1.1. */
  private static final class TextSchema extends FailsafeSchema {
    @Override
    public Map<Tag, ConstructNode> getSchemaTagConstructors() {
      return Map.of(Tag.NULL, new ConstructYamlNull()); // an empty value, an empty file
    }
  }
}
