package io.mcpmonitor.probe.mcp.wire.stdio;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.mcp.wire.StdioWire;
import java.io.FileDescriptor;

/** Which files are stdin and stdout, and where their bytes go. */
final class StdioScope {
  final FileDescriptor in = FileDescriptor.in;
  final FileDescriptor out = FileDescriptor.out;
  final StdioWire wire;

  StdioScope(ProbeContext context) {
    this.wire = new StdioWire(context.pipeline(), context.capture(), context.drops());
    wire.watch().add(context);
  }
}
