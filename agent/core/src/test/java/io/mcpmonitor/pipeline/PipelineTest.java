package io.mcpmonitor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent.NamesRegistered;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.support.Drops;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
    assertThat(recorded).containsExactly(call);
    assertThat(pipeline.consumerFailures()).isEqualTo(1);
  }
}
