package io.mcpmonitor.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.health.HealthReport.Check;
import io.mcpmonitor.health.HealthReport.CheckStatus;
import io.mcpmonitor.health.HealthReport.Status;
import io.mcpmonitor.state.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HealthEvaluatorTest {
  private static final AgentConfig.Health HEALTH = SampleSnapshot.limits();

  private final SampleSnapshot sample = new SampleSnapshot();

  private HealthReport report() {
    return HealthEvaluator.evaluate(sample.build(), HEALTH);
  }

  private Check check(String name) {
    return report().checks().get(name);
  }

  @ParameterizedTest
  @CsvSource({
    "0, PASS",
    "0.799, PASS",
    "0.80, WARN",
    "0.949, WARN",
    "0.95, FAIL",
    "1, FAIL",
  })
  void aShareThatReachesALimitIsOverIt(double share, CheckStatus expected) {
    sample.resources = SampleSnapshot.resources(share, 0, 0);
    assertThat(check("memory").status()).isEqualTo(expected);
    sample.resources = SampleSnapshot.resources(0, share, 0);
    assertThat(check("cpu").status()).isEqualTo(expected);
    long total = 1_000_000;
    long free = Math.round((1 - share) * total);
    sample.resources = new Snapshot.Resources(0, 1, 0, "/data", free, total);
    assertThat(check("disk").status()).isEqualTo(expected);
  }

  @Test
  void theNumbersStandBehindTheVerdict() {
    sample.resources = SampleSnapshot.resources(0.85, 0.25, 0.96);
    assertThat(check("memory").numbers())
        .isEqualTo(Map.of("usage_mb", 850L, "limit_mb", 1000L, "percentage", 85.0));
    assertThat(check("cpu").numbers()).isEqualTo(Map.of("percentage", 25.0));
    assertThat(check("disk").numbers())
        .isEqualTo(Map.of("free_gb", 4.0, "total_gb", 100.0, "percentage", 96.0));
    assertThat(check("disk").message()).isEqualTo("file system of /data 96.0 % full");
    assertThat(report().system()).isEqualTo(new HealthReport.Usage(85.0, 25.0, 96.0));
  }

  static Stream<Arguments> unknownResources() {
    return Stream.of(
        arguments("memory", new Snapshot.Resources(1, -1, 0, "/", 1, 2)),
        arguments("memory", new Snapshot.Resources(-1, 1, 0, "/", 1, 2)),
        arguments("cpu", new Snapshot.Resources(1, 2, -1, "/", 1, 2)),
        arguments("cpu", new Snapshot.Resources(1, 2, Double.NaN, "/", 1, 2)),
        arguments("disk", new Snapshot.Resources(1, 2, 0, "/", -1, 2)),
        arguments("disk", new Snapshot.Resources(1, 2, 0, "/", 0, 0)),
        arguments("disk", new Snapshot.Resources(1, 2, 0, "/", 1, -1)));
  }

  @ParameterizedTest
  @MethodSource("unknownResources")
  void whatCannotBeMeasuredIsUnknownAndHarmsNothing(String name, Snapshot.Resources resources) {
    sample.resources = resources;
    assertThat(check(name).status()).isEqualTo(CheckStatus.UNKNOWN);
    assertThat(check(name).numbers()).isEmpty();
    assertThat(report().status()).isEqualTo(Status.HEALTHY);
    assertThat(report().healthScore()).isEqualTo(100);
  }

  @Test
  void aBusyStartIsNotAnIllness() {
    sample.resources = SampleSnapshot.resources(0, 1, 0);
    sample.uptimeSeconds = 59.9;
    assertThat(check("cpu").status()).isEqualTo(CheckStatus.PASS);
    sample.uptimeSeconds = 60;
    assertThat(check("cpu").status()).isEqualTo(CheckStatus.FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, PASS",
    "19, 19, PASS",
    "20, 1, PASS",
    "20, 2, WARN",
    "100, 49, WARN",
    "100, 50, FAIL",
  })
  void recentErrorsCountFromTwentyRequestsOn(long requests, long errors, CheckStatus expected) {
    sample.traffic = new Snapshot.Traffic(100_000, 99_999, null, requests, errors, 0);
    assertThat(check("mcp").status()).isEqualTo(expected);
    assertThat(check("mcp").numbers())
        .containsEntry("error_rate", requests == 0 ? 0.0 : (double) errors / requests);
  }

  @ParameterizedTest
  @CsvSource({"0, 9, PASS", "0, 10, WARN", "9, 10, WARN", "10, 10, PASS", "1000, 999, PASS"})
  void messagesThatCannotBeReadAreNoticedWhenTheyDominate(
      long requests, long malformed, CheckStatus expected) {
    sample.traffic = new Snapshot.Traffic(100_000, 0, null, requests, 0, malformed);
    assertThat(check("mcp").status()).isEqualTo(expected);
    assertThat(check("mcp").numbers()).containsEntry("malformed_messages", malformed);
  }

  @Test
  void aDeadTransportIsUnhealthy() {
    sample.transportFailures = List.of("Failed to enqueue message");
    assertThat(check("mcp").status()).isEqualTo(CheckStatus.FAIL);
    assertThat(check("mcp").message()).isEqualTo("transport dead: Failed to enqueue message");
    assertThat(report().status()).isEqualTo(Status.UNHEALTHY);
  }

  static Stream<Arguments> longCalls() {
    return Stream.of(
        arguments(Side.SERVER, "tools/call", 299.0, CheckStatus.PASS),
        arguments(Side.SERVER, "tools/call", 300.0, CheckStatus.WARN),
        arguments(Side.SERVER, "subscriptions/listen", 9000.0, CheckStatus.PASS),
        arguments(Side.CLIENT, "elicitation/create", 9000.0, CheckStatus.PASS));
  }

  @ParameterizedTest
  @MethodSource("longCalls")
  void aRequestNobodyAnswersIsStuck(Side side, String method, double age, CheckStatus expected) {
    sample.calls = List.of(SampleSnapshot.call(side, method, null, age, false));
    assertThat(check("mcp").status()).isEqualTo(expected);
  }

  @Test
  void theOldestStuckCallIsNamed() {
    sample.calls =
        List.of(
            SampleSnapshot.call(Side.SERVER, "tools/call", "search", 400, false),
            SampleSnapshot.call(Side.SERVER, "tools/call", "index", 500.4, false));
    assertThat(check("mcp").message())
        .isEqualTo(
            "2 calls are unanswered for more than 300 s, the oldest: tools/call index for 500 s");
    sample.calls = List.of(SampleSnapshot.call(Side.SERVER, "invented\"", null, 400, false));
    assertThat(check("mcp").message()).contains("the oldest: _other for 400 s");
  }

  @Test
  void allThatIsWrongWithTrafficIsSaid() {
    sample.transportFailures = List.of("a", "b");
    sample.traffic = new Snapshot.Traffic(50, 10, null, 50, 10, 0);
    assertThat(check("mcp").message())
        .isEqualTo("transport dead: a; b; 10 of 50 recent requests failed");
    assertThat(check("mcp").status()).isEqualTo(CheckStatus.FAIL);
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1, 0.1, HEALTHY, 100",
    "0.9, 0.1, 0.1, DEGRADED, 85",
    "0.9, 0.9, 0.9, DEGRADED, 55",
    "0.1, 0.1, 1.0, UNHEALTHY, 60",
    "0.9, 0.1, 1.0, UNHEALTHY, 45",
    "1.0, 1.0, 1.0, UNHEALTHY, 0",
  })
  void theVerdictIsTheWorstAndTheScoreCountsAll(
      double memory, double cpu, double disk, Status status, int score) {
    sample.resources = SampleSnapshot.resources(memory, cpu, disk);
    assertThat(report().status()).isEqualTo(status);
    assertThat(report().healthScore()).isEqualTo(score);
  }

  @Test
  void onlyRequestsThatWaitHereAreQueued() {
    sample.calls =
        List.of(
            SampleSnapshot.call(Side.SERVER, "tools/call", "a", 1, true),
            SampleSnapshot.call(Side.SERVER, "tools/call", "a", 1, false),
            SampleSnapshot.call(Side.CLIENT, "ping", null, 1, true));
    assertThat(report().queueSize()).isEqualTo(1);
  }

  @Test
  void toolsHaveRatesAndMilliseconds() {
    sample.tools =
        Map.of(
            "used", new Snapshot.ToolStats(200, 5, 0.25, SampleSnapshot.TIME),
            "fresh", new Snapshot.ToolStats(0, 0, Double.NaN, null));
    assertThat(report().tools())
        .containsEntry(
            "used", new HealthReport.Tool(200, 5, 0.025, SampleSnapshot.TIME, 250.0, null))
        .containsEntry("fresh", new HealthReport.Tool(0, 0, 0, null, null, null));
  }
}
