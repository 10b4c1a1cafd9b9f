package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.support.Drops;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The calls that have begun and not ended. A fixed table without locks and without allocation: a
 * call takes the first free slot near the hash of its identity, and is not shown (but still
 * recorded) when all of them are taken.
 */
public final class InFlight {
  private static final int SLOTS = 1024;
  private static final int PROBES = 64;

  private final AtomicReferenceArray<McpCall> slots = new AtomicReferenceArray<>(SLOTS);
  private final Drops drops;

  InFlight(Drops drops) {
    this.drops = drops;
  }

  void add(McpCall call) {
    int home = System.identityHashCode(call);
    for (int i = 0; i < PROBES; i++) {
      if (slots.compareAndSet((home + i) & (SLOTS - 1), null, call)) {
        return;
      }
    }
    drops.count(Drops.Reason.IN_FLIGHT_TABLE_FULL);
  }

  void remove(McpCall call) {
    int home = System.identityHashCode(call);
    for (int i = 0; i < PROBES; i++) {
      if (slots.compareAndSet((home + i) & (SLOTS - 1), call, null)) {
        return;
      }
    }
  }

  /** Shows every call in flight, in no order. */
  public void forEach(Consumer<McpCall> consumer) {
    for (int i = 0; i < SLOTS; i++) {
      McpCall call = slots.get(i);
      if (call != null && !call.isEnded()) {
        consumer.accept(call);
      }
    }
  }
}
