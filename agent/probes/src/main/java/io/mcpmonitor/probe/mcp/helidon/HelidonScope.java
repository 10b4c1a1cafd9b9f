package io.mcpmonitor.probe.mcp.helidon;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.mcp.ServerCalls;
import io.mcpmonitor.pipeline.Current;
import org.jspecify.annotations.Nullable;

/** The probe's state for one application loader. */
final class HelidonScope {
  private static final Wire HTTP = new Wire(Side.SERVER, McpTransport.STREAMABLE_HTTP, null);

  final ProbeContext context;
  final HelidonJson json;
  final ServerCalls calls;
  final Current current;

  HelidonScope(ProbeContext context) throws ReflectiveOperationException {
    this.context = context;
    this.json = new HelidonJson(HelidonScope.class.getClassLoader());
    this.calls =
        new ServerCalls(
            context.probeId(), context.pipeline(), context.capture(), context.drops(), json);
    this.current = context.pipeline().current();
    context.cannotInject("Helidon's servers take tools of its own types, which need Java 21");
  }

  /** What is known of a connection; Helidon tells no more before it knows the session. */
  static Wire wire() {
    return HTTP;
  }

  /** The session with this id; null when too many are open. */
  @Nullable McpSession session(String id, Object owner) {
    McpSession known = calls.sessions().find(id);
    return known != null ? known : calls.sessions().open(id, owner, HTTP);
  }
}
