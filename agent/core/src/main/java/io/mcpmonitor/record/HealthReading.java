package io.mcpmonitor.record;

import java.util.Map;

/**
 * The health of the process as numbers.
 *
 * @param status 1 healthy, 0.5 degraded, 0 unhealthy
 * @param score 0 to 100
 * @param checks by name: 1 pass, 0.5 warn, 0 fail; a check of unknown state is left out
 * @param alerts how many fire, by severity; empty while alerts are switched off
 */
public record HealthReading(
    double status, double score, Map<String, Double> checks, Map<String, Long> alerts) {
  public HealthReading {
    checks = Map.copyOf(checks);
    alerts = Map.copyOf(alerts);
  }
}
