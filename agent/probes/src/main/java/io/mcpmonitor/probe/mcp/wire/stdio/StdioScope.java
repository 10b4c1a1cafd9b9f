package io.mcpmonitor.probe.mcp.wire.stdio;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.mcp.wire.StdioWire;
import io.mcpmonitor.mcp.wire.WireWatch;
import java.io.FileDescriptor;

/** Which files are stdin and stdout, and where their bytes go. */
final class StdioScope implements WireWatch.Probe {
  final FileDescriptor in = FileDescriptor.in;
  final FileDescriptor out = FileDescriptor.out;
  final StdioWire wire;
  private final ProbeContext context;

  StdioScope(ProbeContext context) {
    this.context = context;
    this.wire = new StdioWire(context.pipeline(), context.capture(), context.drops());
    wire.watch().add(this);
  }

  @Override
  public void found(String what) {
    context.note(what);
  }

  @Override
  public void stop(String why) {
    context.notNeeded(why);
  }
}
