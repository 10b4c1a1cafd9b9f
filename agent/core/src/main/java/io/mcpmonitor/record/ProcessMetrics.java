package io.mcpmonitor.record;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.mcpmonitor.support.Management;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** The process by the OpenTelemetry conventions. */
final class ProcessMetrics {
  private static final File STATUS = new File("/proc/self/status");
  private static final String RESIDENT = "VmRSS:";
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLIS_PER_SECOND = 1e3;

  private ProcessMetrics() {}

  static void register(MetricStore store) {
    double start = Management.startMillis() / MILLIS_PER_SECOND;
    store.observe(MetricNames.PROCESS_START_TIME, out -> out.record(start));
    store.observe(MetricNames.PROCESS_UPTIME, out -> out.record(uptime(start)));
    store.observe(MetricNames.PROCESS_MEMORY_USAGE, ProcessMetrics::resident);
    if (Management.tellsOfSystem()
        && ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      store.observe(MetricNames.JVM_CPU_TIME, out -> cpuTime(out, system));
      store.observe(MetricNames.PROCESS_CPU_TIME, out -> cpuTime(out, system));
      store.observe(
          MetricNames.JVM_CPU_RECENT_UTILIZATION, out -> ifKnown(out, system.getProcessCpuLoad()));
      if (system instanceof UnixOperatingSystemMXBean unix) {
        store.observe(
            MetricNames.PROCESS_FILE_DESCRIPTORS,
            out -> ifKnown(out, (double) unix.getOpenFileDescriptorCount()));
      }
    }
  }

  private static double uptime(double start) {
    return Management.tellsOfJvm()
        ? ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS_PER_SECOND
        : System.currentTimeMillis() / MILLIS_PER_SECOND - start;
  }

  private static void cpuTime(ObservableDoubleMeasurement out, OperatingSystemMXBean system) {
    ifKnown(out, system.getProcessCpuTime() / NANOS_PER_SECOND);
  }

  private static void ifKnown(ObservableDoubleMeasurement out, double value) {
    if (value >= 0) {
      out.record(value);
    }
  }

  private static void resident(ObservableDoubleMeasurement out) {
    if (!STATUS.canRead()) {
      return;
    }
    try (BufferedReader reader =
        new BufferedReader(new FileReader(STATUS, StandardCharsets.US_ASCII))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith(RESIDENT)) {
          String kilobytes = line.substring(RESIDENT.length()).replace("kB", "").trim();
          out.record(Long.parseLong(kilobytes) * 1024.0);
          return;
        }
      }
    } catch (IOException | NumberFormatException ignored) {
      // then the platform does not tell
    }
  }
}
