package io.mcpmonitor.config;

import io.mcpmonitor.config.AgentConfig.Origin;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads OpenTelemetry's settings. What is honoured is shown; what is wrong is one line. */
final class OtelReader {
  /** A setting as it was written. */
  record Found(String name, String text, String origin) {}

  private final Environment environment;
  private final Map<String, Origin> origins;
  private final List<String> problems;

  OtelReader(Environment environment, Map<String, Origin> origins, List<String> problems) {
    this.environment = environment;
    this.origins = origins;
    this.problems = problems;
  }

  <T> T one(String variable, ValueType<T> type, T byDefault) {
    Found raw = find(variable);
    if (raw == null) {
      return byDefault;
    }
    T value = type.parse(raw.text());
    if (value != null) {
      return value;
    }
    problem(raw, type.shown(raw.text()), "expected " + type.expected() + "; as if it were not set");
    return byDefault;
  }

  /** Notes where the value came from: what is honoured is shown. */
  @Nullable Found find(String variable) {
    RawValue raw = OtelSettings.find(environment, variable);
    if (raw == null) {
      return null;
    }
    String shown = raw.text();
    if (variable.endsWith("_HEADERS")) {
      shown = Setting.MASK;
    } else if (variable.endsWith("_ENDPOINT")) {
      shown = new Url().shown(shown);
    }
    origins.put(variable, new Origin(variable, shown, raw.origin()));
    return new Found(variable, raw.text(), raw.origin());
  }

  /** A setting that all signals share is read for each of them, and is wrong once. */
  void problem(Found raw, String shown, String wrong) {
    String line = ConfigLoader.line(raw.name(), shown, raw.origin(), wrong);
    if (!problems.contains(line)) {
      problems.add(line);
    }
  }
}
