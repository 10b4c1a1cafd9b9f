package io.mcpmonitor.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallSlotsTest {
  private static final Wire WIRE = new Wire(Side.SERVER, McpTransport.STDIO, null);

  private final Drops drops = new Drops();

  private static McpCall call(@Nullable Object id) {
    return new McpCall("tools/call", id == null, id, WIRE, 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void callsOfManySessionsWithTheSameIdAreToldApart(boolean alwaysByIdentity) {
    CallSlots slots = new CallSlots(alwaysByIdentity, drops);
    List<Object> messages = new ArrayList<>();
    List<McpCall> calls = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      messages.add(new Object());
      calls.add(call(7));
      slots.put(messages.get(i), calls.get(i));
    }
    for (int i : List.of(3, 0, 5, 1, 2, 4)) {
      assertThat(slots.take(messages.get(i), 7)).isSameAs(calls.get(i));
      assertThat(slots.take(messages.get(i), 8)).isNull();
    }
    assertThat(slots.take(messages.get(0), 7)).isNull();
  }

  @Test
  void aMessageWithoutIdIsFoundByItsIdentityOnly() {
    CallSlots slots = new CallSlots(false, drops);
    Object message = new Object();
    McpCall call = call(null);
    slots.put(message, call);
    assertThat(slots.take(new Object(), null)).isNull();
    assertThat(slots.take(message, null)).isSameAs(call);
  }

  @Test
  void whatNobodyComesForGivesWayAndIsCounted() {
    CallSlots slots = new CallSlots(false, drops);
    for (int i = 0; i < 8; i++) {
      slots.put(new Object(), call(1));
    }
    assertThat(drops.countOf(Drops.Reason.MESSAGE_SIZE_LOST)).isZero();
    Object message = new Object();
    McpCall newest = call(1);
    slots.put(message, newest);
    assertThat(drops.countOf(Drops.Reason.MESSAGE_SIZE_LOST)).isEqualTo(1);
    assertThat(slots.take(message, 1)).isSameAs(newest);
  }
}
