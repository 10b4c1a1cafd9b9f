package io.mcpmonitor.health;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.health.HealthReport.Check;
import io.mcpmonitor.health.HealthReport.CheckStatus;
import io.mcpmonitor.health.HealthReport.Metadata;
import io.mcpmonitor.health.HealthReport.Status;
import io.mcpmonitor.health.HealthReport.Tool;
import io.mcpmonitor.health.HealthReport.Usage;
import io.mcpmonitor.state.Snapshot;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges one snapshot. Takes microseconds, so it runs when somebody asks.
 *
 * <p>Every check passes, warns, fails or is unknown. One failure makes the process unhealthy, one
 * warning degraded; unknown changes nothing. The score is 100, less {@value #WARN_COST} for each
 * warning and {@value #FAIL_COST} for each failure, never below 0: exactly 100 when healthy, at
 * most 85 when degraded, at most 60 when unhealthy.
 */
public final class HealthEvaluator {
  static final int WARN_COST = 15;
  static final int FAIL_COST = 40;

  private HealthEvaluator() {}

  /** The report on this snapshot by these limits. */
  public static HealthReport evaluate(Snapshot snapshot, AgentConfig.Health limits) {
    Snapshot.Resources resources = snapshot.resources();
    Map<String, Check> checks = new LinkedHashMap<>();
    checks.put("memory", ResourceChecks.memory(resources, limits.memory()));
    checks.put("cpu", ResourceChecks.cpu(resources, snapshot.uptimeSeconds(), limits.cpu()));
    checks.put("disk", ResourceChecks.disk(resources, limits.disk()));
    checks.put("mcp", TrafficCheck.mcp(snapshot));
    List<Snapshot.Pool> pools = snapshot.databases().pools();
    if (!pools.isEmpty()) {
      checks.put("database", DatabaseChecks.database(pools));
      checks.put("connection_pool", DatabaseChecks.pools(pools));
    }
    if (!snapshot.sync().scans().isEmpty()) {
      checks.put("sync", SyncReport.check(snapshot.sync()));
    }
    if (!snapshot.sync().watchers().isEmpty()) {
      checks.put("watcher", SyncReport.watchers(snapshot.sync().watchers()));
    }
    if (!snapshot.exporters().isEmpty()) {
      checks.put("exporter", ExporterCheck.of(snapshot.exporters()));
    }

    int warnings = count(checks, CheckStatus.WARN);
    int failures = count(checks, CheckStatus.FAIL);
    Snapshot.Service service = snapshot.service();
    return new HealthReport(
        failures > 0 ? Status.UNHEALTHY : warnings > 0 ? Status.DEGRADED : Status.HEALTHY,
        Math.max(0, 100 - WARN_COST * warnings - FAIL_COST * failures),
        snapshot.time(),
        service.name(),
        service.version(),
        snapshot.uptimeSeconds(),
        DatabaseChecks.status(pools),
        DatabaseChecks.busiest(pools),
        pools.isEmpty() ? null : DatabaseChecks.all(snapshot.databases()),
        Collections.unmodifiableMap(checks),
        SyncReport.most(snapshot.sync()),
        SyncReport.watcher(snapshot.sync()),
        queueSize(snapshot),
        tools(snapshot),
        new Usage(
            ResourceChecks.percentOrNull(ResourceChecks.memoryShare(resources)),
            ResourceChecks.percentOrNull(resources.cpuLoad()),
            ResourceChecks.percentOrNull(ResourceChecks.diskShare(resources))),
        new Metadata(
            service.environment(),
            service.region(),
            snapshot.servers(),
            snapshot.sessions().size()));
  }

  private static int count(Map<String, Check> checks, CheckStatus status) {
    return (int) checks.values().stream().filter(check -> check.status() == status).count();
  }

  private static int queueSize(Snapshot snapshot) {
    return (int)
        snapshot.callsInFlight().stream()
            .filter(call -> call.waiting() && call.side() == Side.SERVER)
            .count();
  }

  private static Map<String, Tool> tools(Snapshot snapshot) {
    Map<String, Tool> tools = new LinkedHashMap<>();
    snapshot
        .tools()
        .forEach(
            (name, stats) -> {
              double p95 = stats.p95Seconds();
              tools.put(
                  name,
                  new Tool(
                      stats.requests(),
                      stats.errors(),
                      TrafficCheck.rate(stats.errors(), stats.requests()),
                      stats.lastUsed(),
                      Double.isFinite(p95) && p95 >= 0 ? p95 * 1000 : null,
                      snapshot.databases().tools().get(name)));
            });
    return Collections.unmodifiableMap(tools);
  }
}
