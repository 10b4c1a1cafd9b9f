package io.mcpmonitor.agent;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.engine.Engine;
import io.mcpmonitor.pipeline.Pipeline;
import java.time.Duration;

/** Waits until the application has had its start: until then the recorders take nothing from it. */
final class ApplicationStart {
  /** A server that is not used at once gets at least so much time for its own start. */
  private static final Duration LEAST_WAIT = Duration.ofSeconds(2);

  /** A large server on a slow machine: somebody may be waiting for the endpoint. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /** A start that loads fewer classes than this between two looks is over. */
  private static final int FEW_CLASSES = 20;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

  /** The first answer of a server shall be out before the recorders take their share of the CPU. */
  private static final Duration AFTER_FIRST_CALL = Duration.ofMillis(250);

  private static final Duration POLL = Duration.ofMillis(50);

  private ApplicationStart() {}

  static void await(AgentConfig config, Pipeline pipeline, Engine engine)
      throws InterruptedException {
    long begin = System.nanoTime();
    long nextLook = LEAST_WAIT.minus(BETWEEN_LOOKS).toNanos();
    int classes = 0;
    for (long waited = 0; waited < LONGEST_WAIT.toNanos(); waited = System.nanoTime() - begin) {
      if (pipeline.hasSeenCall()) {
        Thread.sleep(AFTER_FIRST_CALL.toMillis());
        return;
      }
      if (config.inject().anything() && pipeline.injection().isHurried()) {
        return;
      }
      if (waited >= nextLook) {
        int now = engine.classesSeen();
        if (now - classes < FEW_CLASSES) {
          return;
        }
        classes = now;
        nextLook = waited + BETWEEN_LOOKS.toNanos();
      }
      Thread.sleep(POLL.toMillis());
    }
  }
}
