package io.mcpmonitor.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Headers of requests: {@code name=value} with commas between them, values percent-encoded. */
record Headers() implements ValueType<Map<String, String>> {
  private static final String SEPARATORS = "()<>@,;:\\\"/[]?={}";

  @Override
  public @Nullable Map<String, String> parse(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String pair : text.split(",", -1)) {
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals).trim();
      String value = OtelSettings.percentDecoded(pair.substring(equals + 1).trim());
      if (!isName(name) || value == null || !isValue(value)) {
        return null;
      }
      headers.put(name.toLowerCase(Locale.ROOT), value);
    }
    return Collections.unmodifiableMap(headers);
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c > '~' || SEPARATORS.indexOf(c) >= 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean isValue(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  @Override
  public String label() {
    return "list";
  }

  @Override
  public String expected() {
    return "name=value with commas between them, values percent-encoded where needed";
  }

  @Override
  public String shown(String text) {
    return Setting.MASK;
  }
}
