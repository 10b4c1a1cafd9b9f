package io.mcpmonitor.health;

import io.mcpmonitor.config.AgentConfig.Limits;
import io.mcpmonitor.health.HealthReport.Check;
import io.mcpmonitor.health.HealthReport.CheckStatus;
import io.mcpmonitor.state.Snapshot.Resources;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How full memory, processors and disk are. A share that reaches the {@code degraded} limit warns,
 * one that reaches {@code unhealthy} fails.
 *
 * <p>CPU: work is what a server is for, so only sustained load counts. The snapshot's load is
 * already an average over about a minute, and in the first minute of the JVM, when every start is
 * busy compiling, the check passes whatever the load is.
 */
final class ResourceChecks {
  /** A JVM is busy with itself for this long. */
  static final double START_SECONDS = 60;

  private static final double MIB = 1024.0 * 1024.0;
  private static final double GIB = 1024.0 * MIB;
  private static final double UNKNOWN = -1;

  private ResourceChecks() {}

  static Check memory(Resources resources, Limits limits) {
    double share = memoryShare(resources);
    if (share < 0) {
      return unknown("the heap limit is not known");
    }
    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("usage_mb", Math.round(resources.heapUsedBytes() / MIB));
    numbers.put("limit_mb", Math.round(resources.heapMaxBytes() / MIB));
    numbers.put("percentage", percent(share));
    return check(judge(share, limits), "heap " + percent(share) + " % used", numbers);
  }

  static Check cpu(Resources resources, double uptimeSeconds, Limits limits) {
    double load = resources.cpuLoad();
    if (!(load >= 0)) {
      return unknown("the CPU load of this process is not known");
    }
    Map<String, Number> numbers = Map.of("percentage", percent(load));
    CheckStatus status = judge(load, limits);
    if (status != CheckStatus.PASS && uptimeSeconds < START_SECONDS) {
      return check(
          CheckStatus.PASS, "processors " + percent(load) + " % busy while starting", numbers);
    }
    return check(status, "processors " + percent(load) + " % busy with this process", numbers);
  }

  static Check disk(Resources resources, Limits limits) {
    double share = diskShare(resources);
    if (share < 0) {
      return unknown("the file system of the working directory is not known");
    }
    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("free_gb", round(resources.diskFreeBytes() / GIB, 100));
    numbers.put("total_gb", round(resources.diskTotalBytes() / GIB, 100));
    numbers.put("percentage", percent(share));
    return check(
        judge(share, limits),
        "file system of " + resources.diskPath() + " " + percent(share) + " % full",
        numbers);
  }

  /** 0 to 1; negative when unknown. */
  static double memoryShare(Resources resources) {
    long used = resources.heapUsedBytes();
    long max = resources.heapMaxBytes();
    return used < 0 || max <= 0 ? UNKNOWN : (double) used / max;
  }

  /** 0 to 1; negative when unknown. */
  static double diskShare(Resources resources) {
    long free = resources.diskFreeBytes();
    long total = resources.diskTotalBytes();
    return free < 0 || total <= 0 ? UNKNOWN : Math.max(0, 1 - (double) free / total);
  }

  /** 0 to 100 with one decimal; null for an unknown share. */
  static @Nullable Double percentOrNull(double share) {
    return share >= 0 ? percent(share) : null;
  }

  private static CheckStatus judge(double share, Limits limits) {
    if (share >= limits.unhealthy()) {
      return CheckStatus.FAIL;
    }
    return share >= limits.degraded() ? CheckStatus.WARN : CheckStatus.PASS;
  }

  private static Check check(CheckStatus status, String message, Map<String, Number> numbers) {
    return new Check(status, message, Collections.unmodifiableMap(numbers));
  }

  private static Check unknown(String message) {
    return new Check(CheckStatus.UNKNOWN, message, Map.of());
  }

  private static double percent(double share) {
    return round(share * 100, 10);
  }

  private static double round(double value, int parts) {
    return Math.rint(value * parts) / parts;
  }
}
