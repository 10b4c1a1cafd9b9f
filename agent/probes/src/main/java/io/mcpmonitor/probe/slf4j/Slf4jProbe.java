package io.mcpmonitor.probe.slf4j;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/** Applications that log through SLF4J find the ids of the current span in its MDC. */
public final class Slf4jProbe {
  private Slf4jProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
            "slf4j",
            "trace_id and span_id in the MDC of SLF4J",
            "org.slf4j:slf4j-api 1.7 to 2.0",
            Slf4jProbe.class.getPackageName(),
            "MdcScope",
            List.of(
                new Requirement("org.slf4j.MDC", "put", 2),
                new Requirement("org.slf4j.MDC", "get", 1),
                new Requirement("org.slf4j.MDC", "remove", 1)),
            List.of(
                on("org.slf4j.LoggerFactory", "getLogger")
                    .parameters(1)
                    .firstType("String")
                    .with("LoggerAdvice")
                    .enter("logs")))
        .neededAt(Probe.Phase.TRACES);
  }
}
