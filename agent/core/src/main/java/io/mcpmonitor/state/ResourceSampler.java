package io.mcpmonitor.state;

import com.sun.management.OperatingSystemMXBean;
import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.Management;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Memory, CPU and disk.
 *
 * <p>CPU and disk are sampled every {@value #PERIOD_SECONDS} seconds by a background thread: a file
 * system that hangs must hold up nobody else. The CPU load is the CPU time this process used in
 * about the last {@value #WINDOW_SECONDS} seconds, as a share of all processors. It is unknown
 * until the second sample. Memory is read at once, see {@link HeapUse}.
 */
final class ResourceSampler {
  static final int PERIOD_SECONDS = 5;
  static final int WINDOW_SECONDS = 60;

  private static final double UNKNOWN = -1;

  private final File directory = new File("").getAbsoluteFile();
  private final HeapUse heap = new HeapUse();
  private final LongSupplier nanoTime;
  private final LongSupplier cpuTime;
  private final ArrayDeque<CpuReading> readings = new ArrayDeque<>();
  private volatile double cpuLoad = UNKNOWN;
  private volatile Disk disk = new Disk(-1, -1);

  ResourceSampler(ScheduledExecutorService background) {
    this(background, System::nanoTime, ResourceSampler::processCpuTime);
  }

  /**
   * @param nanoTime the clock
   * @param cpuTime CPU time of this process in nanoseconds; negative when unknown
   */
  ResourceSampler(
      ScheduledExecutorService background, LongSupplier nanoTime, LongSupplier cpuTime) {
    this.nanoTime = nanoTime;
    this.cpuTime = cpuTime;
    ScheduledFuture<?> unused =
        background.scheduleWithFixedDelay(this::sample, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  /** The newest that is known. */
  Snapshot.Resources current() {
    Disk known = disk;
    return new Snapshot.Resources(
        heap.usedBytes(),
        Runtime.getRuntime().maxMemory(),
        cpuLoad,
        directory.getPath(),
        known.freeBytes,
        known.totalBytes);
  }

  private void sample() {
    try {
      sampleCpu();
      long total = directory.getTotalSpace();
      long free = directory.getUsableSpace();
      disk = total > 0 ? new Disk(free, total) : new Disk(-1, -1);
    } catch (RuntimeException | LinkageError e) { // a throw would end the sampling for ever
      AgentLog.warnOnce("CPU and disk could not be read", e);
    }
  }

  private void sampleCpu() {
    CpuReading now = new CpuReading(nanoTime.getAsLong(), cpuTime.getAsLong());
    if (now.cpuNanos < 0) {
      return;
    }
    long windowStart = now.nanos - TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);
    while (!readings.isEmpty() && readings.getFirst().nanos - windowStart < 0) {
      readings.removeFirst();
    }
    if (!readings.isEmpty()) {
      cpuLoad = load(readings.getFirst(), now);
    }
    readings.addLast(now);
  }

  private static double load(CpuReading from, CpuReading to) {
    double available =
        (double) (to.nanos - from.nanos) * Runtime.getRuntime().availableProcessors();
    double used = to.cpuNanos - from.cpuNanos;
    return available <= 0 ? UNKNOWN : Math.max(0, Math.min(1, used / available));
  }

  private static long processCpuTime() {
    return Management.tellsOfSystem()
            && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : -1;
  }

  private record CpuReading(long nanos, long cpuNanos) {}

  /** Negative numbers are unknown. */
  private record Disk(long freeBytes, long totalBytes) {}
}
