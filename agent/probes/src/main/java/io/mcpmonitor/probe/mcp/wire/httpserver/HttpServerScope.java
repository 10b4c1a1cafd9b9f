package io.mcpmonitor.probe.mcp.wire.httpserver;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.mcp.wire.HttpWire;

/** Where the bytes go. */
final class HttpServerScope {
  final ProbeContext context;
  final HttpWire wire;

  HttpServerScope(ProbeContext context) {
    this.context = context;
    this.wire = context.shared(HttpWire.class, HttpWire.SHARED);
    wire.watch().add(context);
  }
}
