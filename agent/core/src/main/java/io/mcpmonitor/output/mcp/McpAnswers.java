package io.mcpmonitor.output.mcp;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.health.HealthEvaluator;
import io.mcpmonitor.health.HealthReport;
import io.mcpmonitor.health.HealthReport.Check;
import io.mcpmonitor.health.SyncReport;
import io.mcpmonitor.inject.Answer;
import io.mcpmonitor.inject.Answers;
import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.output.http.Json;
import io.mcpmonitor.scan.Rescan;
import io.mcpmonitor.state.Snapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the snapshot, as the endpoint does. Whoever may call the MCP server may ask, and may
 * be somebody who must not know the machine: see {@link Places}.
 */
public final class McpAnswers implements Answers {
  private static final String[] SYNC_CHECKS = {"sync", "watcher"};

  private final AgentConfig.Health limits;
  private final Supplier<Snapshot> snapshots;
  private final Rescan rescan;
  private final Json json = new Json();

  /** What was answered last: many who ask at once cost one answer. */
  private final Map<Feature, Given> given = new ConcurrentHashMap<>();

  private record Given(Instant taken, Answer answer) {}

  private record SyncHealth(
      HealthReport.Status status,
      Instant timestamp,
      SyncReport.Sync sync,
      SyncReport.@Nullable Watcher watcher,
      Map<String, Check> checks) {}

  /**
   * @param limits by which health is judged
   * @param snapshots the state of the process
   * @param rescan how it can scan again
   */
  public McpAnswers(AgentConfig.Health limits, Supplier<Snapshot> snapshots, Rescan rescan) {
    this.limits = limits;
    this.snapshots = snapshots;
    this.rescan = rescan;
  }

  @Override
  public Answer to(Feature feature) {
    if (feature == Feature.FORCE_RESCAN) {
      return scanAgain();
    }
    Snapshot snapshot = snapshots.get();
    Given last = given.get(feature);
    if (last != null && last.taken().equals(snapshot.time())) {
      return last.answer();
    }
    Answer answer = new Answer(text(feature, snapshot), false);
    given.put(feature, new Given(snapshot.time(), answer));
    return answer;
  }

  private Answer scanAgain() {
    Rescan.Result result = rescan.now();
    boolean failed =
        switch (result.outcome()) {
          case STARTED, DONE, BUSY -> false;
          case FAILED, UNAVAILABLE -> true;
        };
    return new Answer(Places.hidden(result.message()), failed);
  }

  private String text(Feature feature, Snapshot snapshot) {
    HealthReport report = Places.hidden(HealthEvaluator.evaluate(snapshot, limits));
    return switch (feature) {
      case HEALTH_STATUS -> json.write(report);
      case SYNC_HEALTH_CHECK -> json.write(syncHealth(report));
      case SYNC_STATUS, FORCE_RESCAN ->
          new SyncText(report, snapshot, rescan.isPossible()).toString();
    };
  }

  private static SyncHealth syncHealth(HealthReport report) {
    Map<String, Check> checks = new LinkedHashMap<>();
    for (String name : SYNC_CHECKS) {
      Check check = report.checks().get(name);
      if (check != null) {
        checks.put(name, check);
      }
    }
    return new SyncHealth(
        report.status(), report.timestamp(), report.sync(), report.watcher(), checks);
  }
}
