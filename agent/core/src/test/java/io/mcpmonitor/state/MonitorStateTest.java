package io.mcpmonitor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent.ResponseSized;
import io.mcpmonitor.event.McpEvent.ServerStarted;
import io.mcpmonitor.event.McpEvent.SessionOpened;
import io.mcpmonitor.event.McpEvent.TransportFailed;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.health.SampleSnapshot;
import io.mcpmonitor.record.PoolSampler;
import io.mcpmonitor.record.SqlRecorder;
import io.mcpmonitor.record.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MonitorStateTest {
  private final Traffic traffic = new Traffic().tools("search", "unused");
  private final AtomicLong clock = new AtomicLong(System.nanoTime());
  private final IdleScheduler background = new IdleScheduler();

  private MonitorState state(AgentConfig.Service configured) {
    return new MonitorState(
        traffic.pipeline.inFlight(),
        traffic.metrics,
        traffic.store,
        configured,
        "com.example.Main",
        false,
        List::of,
        databases(),
        traffic.pipeline.scans(),
        List::of,
        background,
        clock::get);
  }

  private Databases databases() {
    PoolSampler sampler = new PoolSampler(traffic.pipeline.sources());
    return new Databases(
        sampler,
        traffic.pipeline.sources().borrows(),
        new DatabaseWatch(sampler, SampleSnapshot.limits()),
        new SqlRecorder(traffic.store, traffic.labels, traffic.drops, 10),
        traffic.labels,
        1);
  }

  private MonitorState state() {
    return state(new AgentConfig.Service(null, null, null, null));
  }

  @Test
  void toolsAreCountedFromWhatWasRecorded() {
    for (int i = 0; i < 19; i++) {
      traffic.run(Traffic.tool("search"), Outcome.OK, null, null, 15 * Traffic.MILLIS);
    }
    traffic.run(Traffic.tool("search"), Outcome.TOOL_ERROR, null, null, 700 * Traffic.MILLIS);
    traffic.run(Traffic.tool("invented"), Outcome.PROTOCOL_ERROR, -32602, null, 1);
    traffic.ok(Traffic.request(Traffic.STDIO, "tools/list", null));
    traffic.ok(
        new McpCall("notifications/initialized", true, null, Traffic.STDIO, System.nanoTime()));
    traffic.ok(Traffic.request(Traffic.CLIENT, "tools/call", "search"));

    Snapshot snapshot = state().current();

    assertThat(snapshot.traffic().requests()).isEqualTo(22);
    assertThat(snapshot.traffic().errors()).isEqualTo(1);
    assertThat(snapshot.traffic().lastRequest())
        .isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
    assertThat(snapshot.tools()).containsOnlyKeys("_other", "search");
    Snapshot.ToolStats search = snapshot.tools().get("search");
    assertThat(search.requests()).isEqualTo(20);
    assertThat(search.errors()).isEqualTo(1);
    assertThat(search.p95Seconds()).isCloseTo(0.02, within(1e-9));
    assertThat(search.lastUsed()).isCloseTo(Instant.now(), within(Duration.ofMinutes(1)));
    assertThat(snapshot.tools().get("_other").errors()).isZero();
  }

  @Test
  void beforeTheFirstRequestNothingIsClaimed() {
    Snapshot snapshot = state().current();

    assertThat(snapshot.traffic()).isEqualTo(new Snapshot.Traffic(0, 0, null, 0, 0, 0));
    assertThat(snapshot.tools()).isEmpty();
    assertThat(snapshot.uptimeSeconds()).isPositive();
    assertThat(snapshot.resources().cpuLoad()).isNegative();
    assertThat(snapshot.resources().diskTotalBytes()).isNegative();
    assertThat(snapshot.resources().heapUsedBytes()).isPositive();
  }

  @Test
  void resourcesAreSampledInTheBackgroundOnly() {
    MonitorState state = state();
    assertThat(state.current().resources().diskTotalBytes()).isNegative();
    background.tick();
    clock.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(state.current().resources().diskTotalBytes()).isPositive();
  }

  @Test
  void onlyTheLastMinutesAreRecent() {
    MonitorState state = state();
    traffic.run(Traffic.tool("search"), Outcome.TOOL_ERROR, null, null, Traffic.MILLIS);
    traffic.ok(Traffic.tool("search"));
    Snapshot.Traffic first = state.current().traffic();
    assertThat(first.recentRequests()).isEqualTo(2);
    assertThat(first.recentErrors()).isEqualTo(1);

    clock.addAndGet(TrafficWindow.LENGTH_NANOS);
    traffic.ok(Traffic.tool("search"));
    Snapshot.Traffic later = state.current().traffic();
    assertThat(later.requests()).isEqualTo(3);
    assertThat(later.recentRequests()).isEqualTo(1);
    assertThat(later.recentErrors()).isZero();
  }

  @Test
  void aTransportThatAnswersAgainIsNotDead() {
    MonitorState state = state();
    state.accept(new TransportFailed(McpTransport.STDIO, "Failed to enqueue message"));
    assertThat(state.current().transportFailures()).hasSize(1);

    McpCall call = Traffic.tool("search");
    call.end(Outcome.OK, null, null, clock.addAndGet(Duration.ofSeconds(1).toNanos()));
    state.accept(new ResponseSized(call, 100));
    assertThat(state.current().transportFailures()).isEmpty();
  }

  @Test
  void aYoungSnapshotIsGivenOutAgain() {
    MonitorState state = state();
    Snapshot first = state.current();
    traffic.ok(Traffic.tool("search"));

    clock.addAndGet(249 * Traffic.MILLIS);
    assertThat(state.current()).isSameAs(first);
    clock.addAndGet(Traffic.MILLIS);
    assertThat(state.current().traffic().requests()).isEqualTo(1);
  }

  @Test
  void theNameIsTheUsersThenTheServersThenTheProgrammes() {
    MonitorState unnamed = state();
    MonitorState named = state(new AgentConfig.Service("mine", null, "prod", "eu"));
    assertThat(unnamed.service().name()).isEqualTo("com.example.Main");

    for (MonitorState state : List.of(unnamed, named)) {
      state.accept(new ServerStarted("notes", "2.0"));
      state.accept(new ServerStarted("second", null));
      state.accept(new ServerStarted("notes", "2.0"));
    }

    assertThat(unnamed.service()).isEqualTo(new Snapshot.Service("notes", "2.0", null, null));
    assertThat(named.service()).isEqualTo(new Snapshot.Service("mine", "2.0", "prod", "eu"));
    assertThat(unnamed.current().servers())
        .containsExactly(new Snapshot.Server("notes", "2.0"), new Snapshot.Server("second", null));
  }

  @Test
  void callsInFlightAndSessionsAreShownOldestFirst() {
    McpSession session =
        new McpSession("1868a90c-7f3e-4f36-95a5-2e1e19ba0b63", Traffic.STDIO, System.nanoTime());
    session.peer("inspector", "1.0");
    traffic.pipeline.publish(new SessionOpened(session));
    McpCall first =
        new McpCall(
            "tools/call", false, "id-1", Traffic.STDIO, clock.get() - 5_000 * Traffic.MILLIS);
    first.session(session, session.wire().side());
    first.target("search");
    first.startedHere(System.nanoTime());
    McpCall second = new McpCall("tools/call", false, 2, Traffic.STDIO, System.nanoTime());
    second.target("invented");
    traffic.pipeline.beginCall(second);
    traffic.pipeline.beginCall(first);

    Snapshot snapshot = state().current();

    assertThat(snapshot.callsInFlight())
        .extracting(
            Snapshot.CallInFlight::requestId,
            Snapshot.CallInFlight::tool,
            Snapshot.CallInFlight::waiting,
            Snapshot.CallInFlight::client)
        .containsExactly(
            tuple("id-1", "search", false, "inspector"), tuple("2", "_other", true, null));
    assertThat(snapshot.callsInFlight().get(0).ageSeconds()).isEqualTo(5);
    assertThat(snapshot.callsInFlight().get(0).threadId())
        .isEqualTo(Thread.currentThread().getId());
    assertThat(snapshot.sessions()).extracting(Snapshot.Session::id).containsExactly("1868a90c…");
  }

  @Test
  void whatFloodsInIsCut() {
    MonitorState state = state();
    for (int i = 0; i < 1_000; i++) {
      state.accept(new TransportFailed(McpTransport.STDIO, i + "x".repeat(1_000)));
      state.accept(new ServerStarted("server-" + i, null));
    }
    Snapshot snapshot = state.current();

    assertThat(snapshot.transportFailures()).hasSize(1);
    assertThat(snapshot.servers()).hasSize(100);
  }
}
