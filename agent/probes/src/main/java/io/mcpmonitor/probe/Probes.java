package io.mcpmonitor.probe;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.probe.executors.ExecutorsProbe;
import io.mcpmonitor.probe.http.HttpProbes;
import io.mcpmonitor.probe.mcp.javasdk.JavaSdkProbe;
import io.mcpmonitor.probe.slf4j.Slf4jProbe;
import java.util.List;

/** Every probe of the agent. */
public final class Probes {
  /** In the order in which they are shown. */
  public static final List<Probe> ALL =
      List.of(
          JavaSdkProbe.probe(),
          ExecutorsProbe.probe(),
          HttpProbes.servlet(),
          HttpProbes.jdkClient(),
          HttpProbes.urlConnection(),
          HttpProbes.okHttp(),
          HttpProbes.apache(),
          Slf4jProbe.probe());

  private Probes() {}
}
