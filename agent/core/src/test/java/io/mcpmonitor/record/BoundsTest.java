package io.mcpmonitor.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent.ResponseSized;
import io.mcpmonitor.event.McpEvent.SessionClosed;
import io.mcpmonitor.event.McpEvent.SessionOpened;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.support.Drops;
import io.opentelemetry.api.common.AttributeKey;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Nothing grows without limit, and a call costs no memory. */
class BoundsTest {
  private static final int WARM = 100_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void aHundredThousandInventedNamesAreOneSeries() {
    Traffic traffic = new Traffic().tools("search");
    List<McpCall> calls = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      calls.add(Traffic.tool("invented-" + i));
      calls.add(Traffic.request(Traffic.STDIO, "invented/" + i, null));
      calls.add(Traffic.request(Traffic.STDIO, "prompts/get", "invented-" + i));
    }
    calls.subList(0, 30_000).forEach(traffic::ok);
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    calls.subList(30_000, calls.size()).forEach(traffic::ok);
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

    assertThat(traffic.points(MetricNames.SERVER_OPERATION_DURATION))
        .hasSize(3)
        .allSatisfy(point -> assertThat(point.getCount()).isEqualTo(100_000));
    assertThat(traffic.values(MetricNames.REQUESTS_IN_FLIGHT, "tool"))
        .containsOnlyKeys("", "search");
    assertThat(allocated).as("bytes for 270,000 calls").isLessThan(1_000_000);
    assertThat(traffic.drops.countOf(Drops.Reason.NAME_TABLE_FULL)).isZero();
  }

  @Test
  void aClientOfManyServersNamesTheFirstOnly() {
    Traffic traffic = new Traffic();
    for (int i = 0; i < 3 * SeriesTable.MAX_SERVERS; i++) {
      traffic.ok(Traffic.request(Traffic.CLIENT.to("host-" + i, 443), "ping", null));
    }

    List<String> named =
        traffic.points(MetricNames.CLIENT_OPERATION_DURATION).stream()
            .map(point -> point.getAttributes().get(AttributeKey.stringKey("server.address")))
            .toList();
    assertThat(named)
        .hasSize(SeriesTable.MAX_SERVERS + 1)
        .contains("host-0")
        .containsOnlyOnce((String) null);
    assertThat(traffic.drops.countOf(Drops.Reason.SERVER_TABLE_FULL))
        .isEqualTo(2 * SeriesTable.MAX_SERVERS);
  }

  @Test
  void aWarmCallAllocatesNothing() {
    Traffic traffic = new Traffic().tools("search");
    List<McpCall> calls = new ArrayList<>();
    List<ResponseSized> answers = new ArrayList<>();
    Outcome[] outcomes = Outcome.values();
    for (int i = 0; i < 2 * WARM; i++) {
      McpCall call = new McpCall("tools/call", false, i, Traffic.STDIO, i);
      call.target(new String("search")); // as a parser would give it
      call.requestBytes(i);
      call.startedHere(i + 1);
      call.end(outcomes[i % outcomes.length], -32000 - i % 3, "java.io.IOException", i + 1_000_000);
      calls.add(call);
      answers.add(new ResponseSized(call, i));
    }
    publish(traffic, calls.subList(0, WARM), answers.subList(0, WARM));
    List<McpCall> warm = calls.subList(WARM, 2 * WARM);
    List<ResponseSized> warmAnswers = answers.subList(WARM, 2 * WARM);

    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    publish(traffic, warm, warmAnswers);
    long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

    assertThat(allocated).as("bytes for %d calls", WARM).isLessThan(WARM / 2);
  }

  private static void publish(Traffic traffic, List<McpCall> calls, List<ResponseSized> answers) {
    for (int i = 0; i < calls.size(); i++) {
      traffic.pipeline.beginCall(calls.get(i));
      traffic.pipeline.endCall(calls.get(i));
      traffic.pipeline.publish(answers.get(i));
    }
  }

  @Test
  void onlyTwoThousandNamesAreKept() {
    Traffic traffic = new Traffic();
    String[] names = new String[3_000];
    for (int i = 0; i < names.length; i++) {
      names[i] = "tool-" + i;
    }
    traffic.tools(names).tools("tool-1").tools("x".repeat(10_000));
    traffic.pipeline.catchUp();

    assertThat(traffic.labels.tools()).hasSize(2_000);
    assertThat(traffic.labels.label(TargetKind.TOOL, "tool-2999")).isEqualTo("_other");
    assertThat(traffic.drops.countOf(Drops.Reason.NAME_TABLE_FULL)).isEqualTo(1_001);
  }

  @Test
  void theSdkNeverFoldsSeriesOfItsOwn() {
    Traffic traffic = new Traffic();
    String[] names = new String[2_000];
    for (int i = 0; i < names.length; i++) {
      names[i] = "tool-" + i;
    }
    traffic.tools(names);
    Outcome[] outcomes = {Outcome.OK, Outcome.TOOL_ERROR, Outcome.CANCELLED};
    for (String name : names) {
      for (Outcome outcome : outcomes) {
        traffic.run(Traffic.tool(name), outcome, null, null, 1);
      }
    }

    var points = traffic.points(MetricNames.SERVER_OPERATION_DURATION);
    assertThat(points).hasSize(5_002); // the two of the overflow included
    assertThat(points.stream().mapToLong(p -> p.getCount()).sum()).isEqualTo(6_000);
    assertThat(points)
        .noneMatch(p -> Traffic.text(p.getAttributes()).containsKey("otel.metric.overflow"));
    assertThat(traffic.drops.countOf(Drops.Reason.SERIES_TABLE_FULL)).isEqualTo(1_000);
    assertThat(traffic.points(MetricNames.QUEUE_WAIT).stream().mapToLong(p -> p.getCount()).sum())
        .isEqualTo(6_000);
  }

  @Test
  void tooManySeriesStillTellSuccessFromFailure() {
    Traffic traffic = new Traffic(1).tools("a", "b");
    traffic.ok(Traffic.tool("a"));
    traffic.ok(Traffic.tool("b"));
    traffic.run(Traffic.tool("a"), Outcome.TOOL_ERROR, null, null, 1);
    traffic.run(Traffic.tool("b"), Outcome.PROTOCOL_ERROR, -32602, null, 1);
    traffic.run(Traffic.tool("b"), Outcome.PROTOCOL_ERROR, -32603, null, 1);

    var requests = ServerRequests.in(traffic.store.collect());
    assertThat(requests)
        .extracting(p -> p.method() + " " + p.failed() + " " + p.durations().getCount())
        .containsExactlyInAnyOrder("tools/call false 1", "_other false 2", "_other true 2");
    assertThat(traffic.drops.countOf(Drops.Reason.SERIES_TABLE_FULL)).isEqualTo(4);
  }

  @Test
  void tenThousandSessionsAreShownAndAllAreCounted() {
    Traffic traffic = new Traffic();
    List<McpSession> sessions = new ArrayList<>();
    for (int i = 0; i < 12_000; i++) {
      McpSession session = new McpSession("s" + i, Traffic.STDIO, i);
      sessions.add(session);
      traffic.pipeline.publish(new SessionOpened(session));
    }
    traffic.pipeline.catchUp();
    OpenSessions open = traffic.metrics.sessions();
    assertThat(open.list()).hasSize(10_000);
    assertThat(open.count(Side.SERVER)).isEqualTo(12_000);
    assertThat(traffic.drops.countOf(Drops.Reason.SESSION_TABLE_FULL)).isEqualTo(2_000);

    for (McpSession session : sessions) {
      traffic.pipeline.publish(new SessionClosed(session, CloseReason.CLOSED, 20_000));
    }
    traffic.pipeline.catchUp();
    assertThat(open.count(Side.SERVER)).isZero();
    assertThat(open.list()).isEmpty();
  }

  @RepeatedTest(5)
  void eightThreadsLoseNothing() throws InterruptedException {
    Traffic traffic = new Traffic().tools("a", "b", "c");
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> workers = new ArrayList<>();
    String[] tools = {"a", "b", "c", "invented"};
    for (int t = 0; t < 8; t++) {
      Thread worker =
          new Thread(
              () -> {
                try {
                  start.await();
                } catch (InterruptedException e) {
                  return;
                }
                for (int i = 0; i < 20_000; i++) {
                  Outcome outcome = i % 5 == 0 ? Outcome.TOOL_ERROR : Outcome.OK;
                  traffic.run(Traffic.tool(tools[i % 4]), outcome, null, null, 1_000);
                }
              });
      worker.start();
      workers.add(worker);
    }
    start.countDown();
    for (int i = 0; i < 20; i++) {
      traffic.store.collect(); // a scrape in the middle disturbs nothing
    }
    for (Thread worker : workers) {
      worker.join();
    }

    var requests = ServerRequests.in(traffic.store.collect());
    assertThat(requests).hasSize(8);
    assertThat(requests.stream().mapToLong(p -> p.durations().getCount()).sum()).isEqualTo(160_000);
    assertThat(
            requests.stream()
                .filter(p -> p.failed())
                .mapToLong(p -> p.durations().getCount())
                .sum())
        .isEqualTo(32_000);
    assertThat(traffic.points(MetricNames.QUEUE_WAIT).stream().mapToLong(p -> p.getCount()).sum())
        .isEqualTo(160_000);
    assertThat(traffic.pipeline.consumerFailures()).isZero();
  }
}
