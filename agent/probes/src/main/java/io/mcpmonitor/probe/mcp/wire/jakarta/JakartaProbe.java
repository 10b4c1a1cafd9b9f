package io.mcpmonitor.probe.mcp.wire.jakarta;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/**
 * Servlets: whatever the container is, requests come to {@code HttpServlet.service}. Request and
 * response are replaced by wrappers, as the specification has them, whose streams are seen.
 */
public final class JakartaProbe {
  private static final String HTTP = "jakarta.servlet.http.";

  private JakartaProbe() {}

  /** The probe. */
  public static Probe probe() {
    Hook service = on(HTTP + "HttpServlet", "service").parameters(2);
    return new Probe(
        "mcp.wire.servlet.jakarta",
        "MCP servers on servlets of jakarta that use no known library",
        "the servlet API of jakarta",
        JakartaProbe.class.getPackageName(),
        "ServletScope",
        List.of(new Requirement(HTTP + "HttpServletResponse", "getStatus", 0)),
        List.of(
            // Of two hooks on one method the later one begins first: the request is replaced first.
            service.with("ResponseAdvice").argument(1, "watched"),
            service
                .with("RequestAdvice")
                .argument(0, "watched")
                .enter("begins")
                .exit("returns")
                .thrown("fails")));
  }
}
