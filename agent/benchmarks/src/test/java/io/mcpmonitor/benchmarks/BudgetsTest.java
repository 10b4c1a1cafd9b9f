package io.mcpmonitor.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.mcpmonitor.benchmarks.hook.DatabasePair;
import io.mcpmonitor.benchmarks.hook.RecordingPair;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be checked on any machine, however busy: bytes and counts. */
class BudgetsTest {
  private static final int CALLS = 100_000;

  /** Measured: 220, of which 130 are the agent's own and ASM; the rest is the JDK's. */
  private static final int MAX_CLASSES_BEFORE_FIRST_ANSWER = 400;

  /** On a machine that stands still for a second the recorders may start before the answer. */
  private static final int STARTS = 3;

  @TempDir private Path folder;

  @Test
  void theJarIsSmall() throws IOException {
    Installation installation = new Installation();
    assumeTrue(installation.hasAgentJar(), "the agent's jar is not built");
    assertThat(Files.size(installation.agentJar()))
        .isLessThan((long) (Budgets.JAR_MEGABYTES * 1e6));
  }

  @Test
  void recordingAllocatesNothingBeyondTheCall() {
    RecordingPair pair = new RecordingPair();
    long object = bytes(pair::call);
    assertThat(bytes(pair::recorded) - object).as("B per call beyond its object").isZero();
    assertThat(object).as("B of the call's object").isLessThanOrEqualTo(136);
  }

  @Test
  void aStatementThroughAPoolAllocatesNothingBeyondItsSpan() {
    DatabasePair pair = new DatabasePair();
    long call = bytes(pair::call);
    assertThat(bytes(pair::recorded) - call).as("B per statement beyond its object").isZero();
    assertThat(call).as("B of the statement's object").isLessThanOrEqualTo(96);
  }

  /** Bytes of one run, once series exist and this thread has its cells. */
  private static long bytes(Runnable run) {
    for (int i = 0; i < CALLS; i++) {
      run.run();
    }
    long before = allocated();
    for (int i = 0; i < CALLS; i++) {
      run.run();
    }
    return (allocated() - before) / CALLS;
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void fewClassesAreLoadedBeforeTheFirstAnswer() throws IOException {
    Installation installation = new Installation();
    assumeTrue(installation.hasAgentJar(), "the agent's jar is not built");
    long without = classesBeforeFirstAnswer(installation, Variant.NONE);
    long with = Long.MAX_VALUE;
    for (int i = 0; i < STARTS && with - without > MAX_CLASSES_BEFORE_FIRST_ANSWER; i++) {
      with = Math.min(with, classesBeforeFirstAnswer(installation, Variant.OURS));
    }

    assertThat(without).isGreaterThan(500);
    assertThat(with - without)
        .as("classes the agent adds to a start")
        .isBetween(50L, (long) MAX_CLASSES_BEFORE_FIRST_ANSWER);
  }

  private long classesBeforeFirstAnswer(Installation installation, Variant variant)
      throws IOException {
    Path log = folder.resolve(variant + ".log");
    String logging = "-Xlog:class+load:file=" + log + ":none:filecount=0";
    new ServerProcess(installation, variant, Transport.STDIO, List.of(logging)).close();
    try (Stream<String> lines = Files.lines(log)) {
      return lines.count();
    }
  }
}
