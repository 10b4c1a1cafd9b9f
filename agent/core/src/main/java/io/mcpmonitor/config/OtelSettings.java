package io.mcpmonitor.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What OpenTelemetry's own settings say that our own settings say too: what the process is called,
 * and where to export to.
 */
final class OtelSettings {
  private final Map<String, RawValue> into;
  private final List<String> problems;
  private final Map<String, String> resource = new LinkedHashMap<>();

  private OtelSettings(Map<String, RawValue> into, List<String> problems) {
    this.into = into;
    this.problems = problems;
  }

  /**
   * Adds what is found under our own keys.
   *
   * @return every resource attribute that is set
   */
  static Map<String, String> read(
      Environment environment, Map<String, RawValue> into, List<String> problems) {
    OtelSettings settings = new OtelSettings(into, problems);
    RawValue attributes = find(environment, "OTEL_RESOURCE_ATTRIBUTES");
    if (attributes != null) {
      settings.attributes(attributes);
    }
    settings.same("OTEL_SERVICE_NAME", Settings.SERVICE_NAME, environment);
    settings.same("OTEL_EXPORTER_OTLP_ENDPOINT", Settings.OTLP_ENDPOINT, environment);
    settings.same("OTEL_EXPORTER_OTLP_PROTOCOL", Settings.OTLP_PROTOCOL, environment);
    settings.same("OTEL_EXPORTER_OTLP_HEADERS", Settings.OTLP_HEADERS, environment);
    return settings.resource;
  }

  private void same(String variable, Setting<?> own, Environment environment) {
    RawValue value = find(environment, variable);
    if (value != null) {
      into.put(own.key(), value);
    }
  }

  /**
   * A setting of OpenTelemetry: the environment variable, or the system property of the same name
   * in lower case with dots, which comes first. An empty one counts as not set.
   */
  static @Nullable RawValue find(Environment environment, String variable) {
    String property = variable.toLowerCase(Locale.ROOT).replace('_', '.');
    String value = environment.properties().get(property);
    if (value != null && !value.isBlank()) {
      return new RawValue(value.trim(), RawValue.PROPERTY.concat(property));
    }
    value = environment.variables().get(variable);
    if (value != null && !value.isBlank()) {
      return new RawValue(value.trim(), RawValue.VARIABLE.concat(variable));
    }
    return null;
  }

  private void attributes(RawValue attributes) {
    for (String pair : attributes.text().split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        attribute(pair.substring(0, equals).trim(), pair.substring(equals + 1).trim(), attributes);
      } else if (!pair.isBlank()) {
        problems.add(pair.trim() + " (" + attributes.origin() + "): expected key=value; ignored");
      }
    }
  }

  private void attribute(String name, String encoded, RawValue attributes) {
    String key =
        switch (name) {
          case "service.name" -> Settings.SERVICE_NAME.key();
          case "service.version" -> Settings.SERVICE_VERSION.key();
          case "deployment.environment.name", "deployment.environment" ->
              Settings.ENVIRONMENT.key();
          case "cloud.region" -> Settings.REGION.key();
          default -> null;
        };
    if (encoded.isEmpty()) {
      return;
    }
    String value = percentDecoded(encoded);
    if (value == null) {
      problems.add(
          name
              + "="
              + encoded
              + " ("
              + attributes.origin()
              + "): expected %XX with two hexadecimal digits; ignored");
      return;
    }
    resource.put(name, value);
    if (key == null) {
      return;
    }
    RawValue found = new RawValue(value, attributes.origin());
    if (name.equals("deployment.environment")) { // the older name yields to the newer one
      into.putIfAbsent(key, found);
    } else {
      into.put(key, found);
    }
  }

  /** Whether an endpoint is set; costs a few look-ups. */
  static boolean hasEndpoint(Environment environment) {
    return find(environment, "OTEL_EXPORTER_OTLP_ENDPOINT") != null
        || find(environment, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") != null
        || find(environment, "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT") != null
        || find(environment, "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT") != null;
  }

  /** Null when there is a percent sign that means nothing. */
  static @Nullable String percentDecoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] != '%') {
        bytes.write(encoded[i]);
        continue;
      }
      int high = i + 1 < encoded.length ? Character.digit((char) encoded[i + 1], 16) : -1;
      int low = i + 2 < encoded.length ? Character.digit((char) encoded[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        return null;
      }
      bytes.write(high * 16 + low);
      i += 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
