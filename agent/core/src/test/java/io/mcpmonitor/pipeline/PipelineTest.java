package io.mcpmonitor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent.NamesRegistered;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PipelineTest {
  private final Pipeline pipeline = new Pipeline(new Drops());
  private final List<Event> recorded = new CopyOnWriteArrayList<>();

  private static McpCall call() {
    Wire wire = new Wire(Side.SERVER, McpTransport.STDIO, null);
    return new McpCall("tools/call", false, 1, wire, 0);
  }

  private static void onAnotherThread(Runnable work) {
    Thread thread = new Thread(work);
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Otherwise the first calls of a tool would have the label of tools that nobody registered. */
  @Test
  void aCallThatEndsWhileTheConsumersConnectComesAfterWhatWaited() {
    NamesRegistered names = new NamesRegistered(TargetKind.TOOL, "docs", List.of("search"));
    McpCall call = call();
    pipeline.publish(names);
    Consumer<Event> slow =
        event -> {
          if (event == names) {
            onAnotherThread(() -> pipeline.publish(call));
          }
          recorded.add(event);
        };
    pipeline.connect(List.of(slow));
    pipeline.catchUp();
    assertThat(recorded).containsExactly(names, call);
  }

  @Test
  void aConsumerThatThrowsKeepsNothingFromTheOthers() {
    Consumer<Event> broken =
        event -> {
          throw new IllegalStateException("broken");
        };
    pipeline.connect(List.of(broken, recorded::add));
    McpCall call = call();
    pipeline.publish(call);
    pipeline.catchUp();
    assertThat(recorded).containsExactly(call);
    assertThat(pipeline.consumerFailures()).isEqualTo(1);
  }

  @Test
  void whatIsTooManyToWaitIsCountedBeforeThereIsAConsumerAndNeverLostAfterwards() {
    Drops drops = new Drops();
    Pipeline flooded = new Pipeline(drops);
    for (int i = 0; i < EventQueue.CAPACITY + 3; i++) {
      flooded.publish(call());
    }
    assertThat(drops.countOf(Drops.Reason.EVENT_BEFORE_START)).isEqualTo(3);
    AtomicLong count = new AtomicLong();
    flooded.connect(List.of(event -> count.incrementAndGet()));
    assertThat(count).hasValue(EventQueue.CAPACITY);

    int more = 10 * EventQueue.CAPACITY;
    for (int i = 0; i < more; i++) {
      flooded.publish(call());
    }
    flooded.catchUp();
    assertThat(count).hasValue(EventQueue.CAPACITY + more);
    assertThat(drops.countOf(Drops.Reason.EVENT_BEFORE_START)).isEqualTo(3);
  }

  /** A reader must find what was told before it asked, whoever else tells and reads meanwhile. */
  @Test
  void whatWasPublishedBeforeIsThereAfterCatchingUp() throws InterruptedException {
    AtomicLong recordedCalls = new AtomicLong();
    AtomicLong published = new AtomicLong();
    pipeline.connect(List.of(event -> recordedCalls.incrementAndGet()));
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 50_000; i++) {
                  pipeline.publish(call());
                  published.incrementAndGet();
                }
              });
      thread.start();
      threads.add(thread);
    }
    while (threads.stream().anyMatch(Thread::isAlive)) {
      long before = published.get();
      pipeline.catchUp();
      assertThat(recordedCalls.get()).isGreaterThanOrEqualTo(before);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    pipeline.catchUp();
    assertThat(recordedCalls).hasValue(200_000);
  }

  /** A session must not be closed before it is opened, however much is told at once. */
  @Test
  void whatAThreadTellsStaysInItsOrderWhenTheQueueIsFull() throws InterruptedException {
    Map<Long, Long> last = new HashMap<>();
    AtomicLong outOfOrder = new AtomicLong();
    pipeline.connect(
        List.of(
            event -> {
              McpCall call = (McpCall) event;
              Long before = last.put(call.receivedNanos(), call.endNanos());
              if (before != null && before >= call.endNanos()) {
                outOfOrder.incrementAndGet();
              }
            }));
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      long teller = t;
      Thread thread = new Thread(() -> tellNumbered(teller, 5 * EventQueue.CAPACITY));
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    pipeline.catchUp();
    assertThat(outOfOrder).hasValue(0);
    assertThat(last)
        .hasSize(4)
        .allSatisfy((teller, number) -> assertThat(number).isEqualTo(81_919));
  }

  private void tellNumbered(long teller, int count) {
    Wire wire = new Wire(Side.SERVER, McpTransport.STDIO, null);
    for (int i = 0; i < count; i++) {
      McpCall call = new McpCall("tools/call", false, 1, wire, teller);
      call.end(Outcome.OK, null, null, i);
      pipeline.publish(call);
    }
  }

  @Test
  void threadsAreFollowedFromTheFirstStatementOn() {
    AtomicLong asked = new AtomicLong();
    pipeline.beforeFirstAttribution(asked::incrementAndGet);
    pipeline.beginCall(call());
    assertThat(asked).hasValue(0);
    pipeline.currentCall();
    pipeline.currentCall();
    assertThat(asked).hasValue(1);
  }
}
