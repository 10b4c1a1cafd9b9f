package io.mcpmonitor.state;

import com.sun.management.OperatingSystemMXBean;
import io.mcpmonitor.support.AgentLog;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Memory, CPU and disk. CPU and disk are asked for by a background thread, at most once a second: a
 * file system that hangs must hold up nobody else. Memory is read at once, it costs nothing.
 */
final class ResourceSampler {
  private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Executor background;
  private final File directory = new File("").getAbsoluteFile();
  private final AtomicBoolean sampling = new AtomicBoolean();
  private volatile Sample last = new Sample(System.nanoTime() - MAX_AGE_NANOS, -1, -1, -1);

  ResourceSampler(Executor background) {
    this.background = background;
    refresh();
  }

  /** The newest that is known; asks for something newer when that is old. */
  Snapshot.Resources current() {
    refresh();
    Sample sample = last;
    Runtime runtime = Runtime.getRuntime();
    return new Snapshot.Resources(
        runtime.totalMemory() - runtime.freeMemory(),
        runtime.maxMemory(),
        sample.cpuLoad(),
        directory.getPath(),
        sample.diskFreeBytes(),
        sample.diskTotalBytes());
  }

  private void refresh() {
    if (System.nanoTime() - last.nanos() < MAX_AGE_NANOS || !sampling.compareAndSet(false, true)) {
      return;
    }
    try {
      background.execute(this::sample);
    } catch (RejectedExecutionException ignored) {
      sampling.set(false); // the agent is stopping
    }
  }

  private void sample() {
    try {
      long total = directory.getTotalSpace();
      long free = directory.getUsableSpace();
      boolean known = total > 0;
      last = new Sample(System.nanoTime(), cpuLoad(), known ? free : -1, known ? total : -1);
    } catch (RuntimeException e) {
      AgentLog.warnOnce("CPU and disk could not be read", e);
    } finally {
      sampling.set(false);
    }
  }

  private static double cpuLoad() {
    double load =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getProcessCpuLoad()
            : -1;
    return load >= 0 ? load : -1; // not a number is unknown too
  }

  /** Negative numbers are unknown. */
  private record Sample(long nanos, double cpuLoad, long diskFreeBytes, long diskTotalBytes) {}
}
