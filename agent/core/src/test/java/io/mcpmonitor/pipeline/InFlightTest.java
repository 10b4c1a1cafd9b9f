package io.mcpmonitor.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private static final Wire WIRE = new Wire(Side.SERVER, McpTransport.STDIO, null);

  private final Drops drops = new Drops();
  private final InFlight inFlight = new InFlight(drops);

  private static McpCall call() {
    return new McpCall("ping", false, 1, WIRE, 0);
  }

  private List<McpCall> shown() {
    List<McpCall> shown = new ArrayList<>();
    inFlight.forEach(shown::add);
    return shown;
  }

  @Test
  void oneThreadMayHaveAsManyCallsInFlightAsThereArePlaces() {
    List<McpCall> calls = new ArrayList<>();
    for (int i = 0; i < 1024; i++) {
      McpCall call = call();
      calls.add(call);
      inFlight.add(call);
    }
    assertThat(shown()).containsExactlyInAnyOrderElementsOf(calls);
    McpCall tooMany = call();
    inFlight.add(tooMany);
    assertThat(drops.countOf(Drops.Reason.IN_FLIGHT_TABLE_FULL)).isEqualTo(1);
    inFlight.remove(tooMany);
    calls.forEach(inFlight::remove);
    assertThat(shown()).isEmpty();
  }

  @Test
  void aCallThatHasEndedIsNotShown() {
    McpCall call = call();
    inFlight.add(call);
    call.end(Outcome.OK, null, null, 1);
    assertThat(shown()).isEmpty();
  }
}
