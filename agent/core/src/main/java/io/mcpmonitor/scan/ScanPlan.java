package io.mcpmonitor.scan;

import java.util.concurrent.TimeUnit;

/**
 * How scans are judged.
 *
 * @param stallNanos a scan that runs and does not get on for longer is stalled
 * @param maxRecoveryAttempts how often the recovery method is called for a stalled scan
 * @param named what the user names
 */
public record ScanPlan(long stallNanos, int maxRecoveryAttempts, NamedMethods named) {
  /** What the settings say when nobody sets them. */
  public static final ScanPlan DEFAULT =
      new ScanPlan(TimeUnit.SECONDS.toNanos(60), 3, NamedMethods.NONE);
}
