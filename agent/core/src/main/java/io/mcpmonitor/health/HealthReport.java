package io.mcpmonitor.health;

import io.mcpmonitor.state.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code /health}. Component names in snake_case are the names of its JSON fields;
 * what is null is absent there.
 *
 * @param status unhealthy when a check fails, degraded when one warns, else healthy
 * @param healthScore 100 when healthy, see {@link HealthEvaluator}
 * @param timestamp when the snapshot was taken that this report judges
 * @param service how the process is called
 * @param version its version
 * @param uptimeSeconds since the JVM started
 * @param databaseStatus the worst of all databases
 * @param connectionPool the busiest pool; null without one
 * @param connectionPools every pool by name; null without one
 * @param checks every check by name
 * @param sync the scan of files that needs most attention; idle without one
 * @param watcher what watches folders; null when nothing does
 * @param queueSize requests that arrived and wait for their handler
 * @param tools every tool that was called
 * @param system how full the process and its file system are
 * @param metadata where it runs and what it serves
 */
public record HealthReport(
    Status status,
    int healthScore,
    Instant timestamp,
    String service,
    @Nullable String version,
    double uptimeSeconds,
    DatabaseStatus databaseStatus,
    @Nullable ConnectionPool connectionPool,
    @Nullable Map<String, ConnectionPool> connectionPools,
    Map<String, Check> checks,
    SyncReport.Sync sync,
    SyncReport.@Nullable Watcher watcher,
    int queueSize,
    Map<String, Tool> tools,
    Usage system,
    Metadata metadata) {

  /** The verdict. */
  public enum Status {
    HEALTHY(1),
    DEGRADED(0.5),
    UNHEALTHY(0);

    private final double value;

    Status(double value) {
      this.value = value;
    }

    /** The status as a metric. */
    public double value() {
      return value;
    }
  }

  /** How the process reaches its databases; {@code NONE} where it has none. */
  public enum DatabaseStatus {
    CONNECTED,
    DEGRADED,
    DISCONNECTED,
    NONE
  }

  /**
   * A connection pool at the moment; numbers it does not tell are null.
   *
   * @param kind the library
   * @param poolUtilization borrowed share of the most connections, 0 to 1
   * @param databaseStatus whether its database answers
   * @param latencyMs how long that took at last
   * @param leakedConnections held for longer than {@code health.pool.leak-threshold}
   * @param heldBy borrowed connections by tool; empty for work outside of tools
   * @param waitingBy waiting threads by tool
   */
  public record ConnectionPool(
      String kind,
      @Nullable Integer totalConnections,
      @Nullable Integer activeConnections,
      @Nullable Integer idleConnections,
      @Nullable Integer waitingRequests,
      @Nullable Integer maxConnections,
      double poolUtilization,
      DatabaseStatus databaseStatus,
      @Nullable Double latencyMs,
      int leakedConnections,
      Map<String, Integer> heldBy,
      Map<String, Integer> waitingBy) {}

  /**
   * One thing that was looked at.
   *
   * @param status the result
   * @param message the result in words
   * @param numbers what it rests on, by JSON name such as {@code usage_mb}; percentages from 0 to
   *     100
   */
  public record Check(CheckStatus status, String message, Map<String, Number> numbers) {}

  /** The result of a check; {@code UNKNOWN} says that there was nothing to measure. */
  public enum CheckStatus {
    PASS(1),
    WARN(0.5),
    FAIL(0),
    UNKNOWN(-1);

    private final double value;

    CheckStatus(double value) {
      this.value = value;
    }

    /** The status as a metric; negative when there is nothing to say. */
    public double value() {
      return value;
    }
  }

  /**
   * One tool since the start.
   *
   * @param errorRate 0 to 1
   * @param lastUsed when its last call ended
   * @param p95Ms 95th percentile of its call durations in milliseconds; null when unknown
   * @param database what its calls have asked of databases; null when nothing
   */
  public record Tool(
      long requests,
      long errors,
      double errorRate,
      @Nullable Instant lastUsed,
      @Nullable Double p95Ms,
      Snapshot.@Nullable DatabaseUse database) {}

  /** Percentages from 0 to 100; null when unknown. */
  public record Usage(
      @Nullable Double memoryUsagePercent,
      @Nullable Double cpuUsagePercent,
      @Nullable Double diskUsagePercent) {}

  /**
   * Where it runs and what it serves.
   *
   * @param servers MCP servers in this process
   * @param openSessions MCP sessions that are open
   */
  public record Metadata(
      @Nullable String environment,
      @Nullable String region,
      List<Snapshot.Server> servers,
      int openSessions) {}
}
