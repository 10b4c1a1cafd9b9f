package io.mcpmonitor.probe.mcp.wire.stdio;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * The methods by which every stream and channel of the JDK reads stdin and writes stdout in the
 * end, whatever an application has put around.
 */
public final class StdioProbe {
  private static final String INPUT = "java.io.FileInputStream";
  private static final String OUTPUT = "java.io.FileOutputStream";
  private static final String CHANNEL = "sun.nio.ch.FileChannelImpl";

  private StdioProbe() {}

  /** The probe. */
  public static Probe probe() {
    Hook read = on(INPUT, "read").fields("fd").with("InputAdvice").enter("reads");
    Hook write = on(OUTPUT, "write").fields("fd").with("OutputAdvice");
    Hook channel = on(CHANNEL, "").fields("fd").with("ChannelAdvice");
    return new Probe(
        "mcp.wire.stdio",
        "MCP servers on stdin and stdout that use no known library",
        "the JDK 17 to 25",
        StdioProbe.class.getPackageName(),
        "StdioScope",
        List.of(),
        List.of(
            read.parameters(0).exit("readOne"),
            read.parameters(1).exit("readAll"),
            read.parameters(3).exit("read"),
            write.parameters(1).firstType("int").enter("writesOne"),
            write.parameters(1).firstType("byte[]").enter("writesAll"),
            write.parameters(3).enter("writes"),
            channel.method("read").parameters(1).enter("reads").exit("read"),
            channel.method("read").parameters(3).enter("readsMany").exit("readMany"),
            channel.method("write").parameters(1).enter("writes").exit("wrote"),
            channel.method("write").parameters(3).enter("writesMany").exit("wroteMany")));
  }

  /**
   * Reads and writes nothing at all, so that the hooks are linked before the first message, and not
   * on the thread that waits for it.
   */
  @SuppressWarnings({"resource", "StreamResourceLeak"}) // closing would close stdin and stdout
  public static void warmUp() throws IOException {
    byte[] nothing = {};
    int unused = new FileInputStream(FileDescriptor.in).read(nothing, 0, 0);
    new FileOutputStream(FileDescriptor.out).write(nothing, 0, 0);
  }
}
