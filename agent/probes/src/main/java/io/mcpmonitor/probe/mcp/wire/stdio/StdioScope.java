package io.mcpmonitor.probe.mcp.wire.stdio;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.mcp.wire.StdioWire;
import io.mcpmonitor.pipeline.LibraryCalls;
import java.io.FileDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Which files are stdin and stdout, and where their bytes go. What reads them is loaded with the
 * first of them: not at all where a library has said before that it serves.
 */
final class StdioScope {
  final FileDescriptor in = FileDescriptor.in;
  final FileDescriptor out = FileDescriptor.out;
  private final ProbeContext context;
  private volatile @Nullable StdioWire wire;

  StdioScope(ProbeContext context) {
    this.context = context;
    LibraryCalls.Served library = context.pipeline().libraryCalls().onStdio();
    library.whenMet(
        new Runnable() { // not a lambda: the JVM would make a class for it at the start
          @Override
          public void run() {
            if (wire == null) {
              context.notNeeded("the probe of its library sees the calls on stdin and stdout");
            }
          }
        });
  }

  void reads() {
    StdioWire known = wire;
    if (known != null) {
      known.reads();
    }
  }

  void read(byte[] bytes, int from, int to) {
    wire().read(bytes, from, to);
  }

  void ended() {
    wire().ended();
  }

  void writes(byte[] bytes, int from, int to) {
    StdioWire known = wire;
    if (known != null) {
      known.writes(bytes, from, to);
    }
  }

  private StdioWire wire() {
    StdioWire known = wire;
    return known != null ? known : make();
  }

  private synchronized StdioWire make() {
    StdioWire known = wire;
    if (known == null) {
      known = new StdioWire(context.pipeline(), context.capture(), context.drops());
      wire = known;
      known.watch().add(context);
    }
    return known;
  }
}
