package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.support.Drops;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that have begun and not ended. A fixed table without locks and without allocation: a
 * call takes the first free place near its thread's, so that a thread finds the same place in its
 * cache again, and is not shown (but still recorded) when all of them are taken.
 */
public final class InFlight {
  private static final int PLACES = 1024;

  private final AtomicReferenceArray<@Nullable McpCall> places = new AtomicReferenceArray<>(PLACES);
  private final Drops drops;

  InFlight(Drops drops) {
    this.drops = drops;
  }

  void add(McpCall call) {
    int home = home(call.threadId());
    for (int i = 0; i < PLACES; i++) {
      int place = (home + i) & (PLACES - 1);
      if (places.getPlain(place) == null && places.compareAndSet(place, null, call)) {
        call.place(place);
        return;
      }
    }
    drops.count(Drops.Reason.IN_FLIGHT_TABLE_FULL);
  }

  void remove(McpCall call) {
    int place = call.place();
    if (place >= 0) {
      places.setRelease(place, null);
    }
  }

  /** Far from the homes of other threads: two of them on one cache line would slow each other. */
  private static int home(long threadId) {
    return ((int) threadId * 0x9E3779B9) >>> 22;
  }

  /** Shows every call in flight that the application answers, in no order. */
  public void forEach(Consumer<McpCall> consumer) {
    for (int i = 0; i < PLACES; i++) {
      McpCall call = places.get(i);
      if (call != null && !call.isEnded() && !call.isOurs()) {
        consumer.accept(call);
      }
    }
  }
}
