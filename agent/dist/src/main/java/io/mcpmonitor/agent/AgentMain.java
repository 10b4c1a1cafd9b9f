package io.mcpmonitor.agent;

import io.mcpmonitor.engine.Engine;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.AgentThreads;
import io.mcpmonitor.support.Drops;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the agent together in a monitored process. */
public final class AgentMain {
  private AgentMain() {}

  public static void start(
      @Nullable String arguments, Instrumentation instrumentation, boolean attached, File jar) {
    long t0 = System.nanoTime();
    Drops drops = new Drops();
    Pipeline pipeline = new Pipeline(drops);
    Engine engine = new Engine(instrumentation, pipeline, drops, Probes.ALL, id -> true);
    engine.install(attached);
    System.err.println("premain us " + (System.nanoTime() - t0) / 1000);
    AgentThreads.daemon(
            "start",
            () -> {
              long t = System.nanoTime();
              engine.selfTest();
              System.err.println("selftest us " + (System.nanoTime() - t) / 1000);
            })
        .start();
    pipeline.connect(
        List.of(
            e -> {
              if (e instanceof io.mcpmonitor.event.McpCall c) {
                System.err.println(
                    "CALL "
                        + c.method()
                        + " "
                        + c.target()
                        + " "
                        + c.outcome()
                        + " "
                        + c.errorCode()
                        + " "
                        + c.errorType()
                        + " id="
                        + c.requestId()
                        + " size="
                        + c.requestBytes()
                        + " us="
                        + (c.endNanos() - c.receivedNanos()) / 1000
                        + " wait="
                        + (c.startedNanos() - c.receivedNanos()) / 1000
                        + " on "
                        + c.threadName()
                        + " "
                        + c.wire());
              } else {
                System.err.println("EVENT " + e);
              }
            }));
    Runtime.getRuntime()
        .addShutdownHook(AgentThreads.daemon("x", () -> System.err.println(engine.probes())));
  }
}
