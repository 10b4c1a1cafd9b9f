package io.mcpmonitor.config;

import io.mcpmonitor.config.AgentConfig.Traces;
import io.mcpmonitor.trace.Propagation.Format;
import io.mcpmonitor.trace.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads OpenTelemetry's settings for traces. */
final class TraceSettings {
  private static final List<String> SAMPLERS =
      List.of(
          "always_on",
          "always_off",
          "traceidratio",
          "parentbased_always_on",
          "parentbased_always_off",
          "parentbased_traceidratio");

  private static final List<Format> STANDARD = List.of(Format.TRACECONTEXT, Format.BAGGAGE);

  private TraceSettings() {}

  static Traces read(OtelReader reader, boolean own, boolean joined) {
    if (!own) {
      return new Traces(false, joined, Sampling.DEFAULT, STANDARD);
    }
    String sampler =
        reader.one("OTEL_TRACES_SAMPLER", new ValueType.Choice(SAMPLERS), "parentbased_always_on");
    double ratio = reader.one("OTEL_TRACES_SAMPLER_ARG", new NumberType.Share(), 1.0);
    Sampling sampling = Sampling.named(sampler, ratio);
    return new Traces(
        true, joined, sampling == null ? Sampling.DEFAULT : sampling, propagators(reader));
  }

  private static List<Format> propagators(OtelReader reader) {
    OtelReader.Found names = reader.find("OTEL_PROPAGATORS");
    if (names == null) {
      return STANDARD;
    }
    List<Format> formats = new ArrayList<>();
    for (String name : names.text().split(",", -1)) {
      String upper = name.trim().toUpperCase(Locale.ROOT);
      Format known = null;
      for (Format format : Format.values()) {
        known = format.name().equals(upper) ? format : known;
      }
      if (known != null && !formats.contains(known)) {
        formats.add(known);
      } else if (known == null && !upper.equals("NONE")) {
        reader.problem(
            names,
            name.trim(),
            "expected tracecontext, baggage, b3, b3multi, jaeger or none; ignored");
      }
    }
    return List.copyOf(formats);
  }
}
