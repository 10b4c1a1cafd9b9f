package io.mcpmonitor.it;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The sample that indexes folders, under the agent. */
final class IndexServer implements AutoCloseable {
  static final String CONTENT = "Some words of a small file.\n";

  final AgentJvm jvm;

  private IndexServer(AgentJvm jvm) {
    this.jvm = jvm;
  }

  static IndexServer start(Jdk jdk, String... agentOptions) {
    return new IndexServer(
        AgentJvm.on(jdk).jar(Apps.jar("index-server")).withAgent(agentOptions).start());
  }

  /** As a user for whom modes of files count: root may read everything. */
  static IndexServer startWithoutPrivileges(Jdk jdk) {
    return new IndexServer(
        AgentJvm.on(jdk)
            .under("setpriv", "--bounding-set=-dac_override,-dac_read_search")
            .jar(Apps.jar("index-server"))
            .withAgent()
            .start());
  }

  /** With the oldest versions of libraries where it has them. */
  static IndexServer startOld(Jdk jdk, String... agentOptions) {
    Path jar = Apps.jar("index-server");
    String classPath = jar.resolveSibling("old").resolve("commons-io.jar") + ":" + jar;
    return new IndexServer(
        AgentJvm.on(jdk)
            .main(classPath, "com.example.index.IndexServer")
            .withAgent(agentOptions)
            .start());
  }

  /** Makes a tree of small files, a hundred in each folder. */
  static Path tree(Path root, int files) {
    try {
      for (int i = 0; i < files; i++) {
        Path folder = root.resolve("a" + i / 1000).resolve("b" + i / 100);
        if (i % 100 == 0) {
          Files.createDirectories(folder);
        }
        Files.writeString(folder.resolve(i + ".txt"), CONTENT);
      }
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void tell(String style, Path root) {
    jvm.writeLine(style + " " + root);
  }

  /** What the sample itself says of what it has done, for example {@code 30 840}. */
  String result(String style) {
    return jvm.awaitStdout(0, line -> line.contains(" " + style + " "), AgentJvm.PATIENCE)
        .map(line -> line.substring(line.indexOf(style) + style.length() + 1))
        .orElseThrow(() -> new AssertionError("not done: " + jvm.story()));
  }

  /** The latest run of the scan of a folder; an empty object without one. */
  JsonObject scan(Path root) {
    for (JsonElement scan : sync().getAsJsonArray("scans")) {
      if (scan.getAsJsonObject().get("root").getAsString().equals(root.toString())) {
        return scan.getAsJsonObject();
      }
    }
    return new JsonObject();
  }

  JsonObject sync() {
    return JsonHttp.get(jvm.agentUrl("/sync")).json();
  }

  JsonObject scanUntil(Path root, Predicate<JsonObject> fits) {
    return Wait.until(() -> scan(root), s -> s.size() > 0 && fits.test(s), AgentJvm.PATIENCE);
  }

  /** The scan of this name, once it fits. */
  JsonObject namedUntil(String name, Predicate<JsonObject> fits) {
    return Wait.until(
        () -> {
          for (JsonElement scan : sync().getAsJsonArray("scans")) {
            if (scan.getAsJsonObject().get("name").getAsString().equals(name)) {
              return scan.getAsJsonObject();
            }
          }
          return new JsonObject();
        },
        s -> s.size() > 0 && fits.test(s),
        AgentJvm.PATIENCE);
  }

  JsonObject scanUntil(Path root, String state) {
    return scanUntil(root, scan -> scan.get("state").getAsString().equals(state));
  }

  /** The watchers with this name or kind. */
  List<JsonObject> watchers(String nameOrKind) {
    List<JsonObject> found = new ArrayList<>();
    for (JsonElement element : sync().getAsJsonArray("watchers")) {
      JsonObject watcher = element.getAsJsonObject();
      if (watcher.get("name").getAsString().equals(nameOrKind)
          || watcher.get("kind").getAsString().equals(nameOrKind)) {
        found.add(watcher);
      }
    }
    return found;
  }

  /** Those that fire, by rule and subject. */
  List<String> alerts() {
    List<String> found = new ArrayList<>();
    JsonObject alerts = JsonHttp.get(jvm.agentUrl("/alerts")).json();
    for (JsonElement alert : alerts.getAsJsonArray("active")) {
      JsonObject object = alert.getAsJsonObject();
      found.add(object.get("rule").getAsString() + " " + object.get("subject").getAsString());
    }
    return found;
  }

  JsonHttp.Reply health() {
    return JsonHttp.get(jvm.agentUrl("/health"));
  }

  Scrape scrape() {
    return Scrape.of(jvm.agentUrl("/metrics"));
  }

  String probe(String id) {
    String body = JsonHttp.get(jvm.agentUrl("/probes")).body();
    for (JsonElement probe : JsonParser.parseString(body).getAsJsonArray()) {
      if (probe.getAsJsonObject().get("id").getAsString().equals(id)) {
        return probe.toString();
      }
    }
    throw new IllegalArgumentException(id);
  }

  @Override
  public void close() {
    jvm.close();
  }
}
