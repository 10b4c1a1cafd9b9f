package io.mcpmonitor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CurrentTest {
  private final Current current = new Current();

  private static Operation operation() {
    return new McpCall("ping", false, 1, new Wire(Side.SERVER, McpTransport.STDIO, null), 0);
  }

  @Test
  void whatWasCurrentBeforeIsGivenBack() {
    Operation outer = operation();
    Operation inner = operation();
    assertThat(current.get()).isNull();
    assertThat(current.enter(outer)).isNull();
    Operation previous = current.enter(inner);
    assertThat(previous).isSameAs(outer);
    assertThat(current.get()).isSameAs(inner);
    current.leave(previous);
    assertThat(current.get()).isSameAs(outer);
  }

  @Test
  void everyThreadHasItsOwn() throws InterruptedException {
    current.enter(operation());
    AtomicReference<Operation> elsewhere = new AtomicReference<>(operation());
    Thread other = new Thread(() -> elsewhere.set(current.get()));
    other.start();
    other.join();
    assertThat(elsewhere.get()).isNull();
  }
}
