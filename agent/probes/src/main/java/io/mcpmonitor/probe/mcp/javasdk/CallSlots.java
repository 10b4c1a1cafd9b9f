package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.support.Drops;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds calls by the identity of an object of the application, without locks, without allocation
 * and without holding the object: by its identity hash together with the request id, which no two
 * live messages share. Of fixed size: where too many wait to be found, the newest takes the place
 * of one that nobody came for.
 */
final class CallSlots {
  private static final int SLOTS = 1024;
  private static final int PROBES = 32;

  private final AtomicReferenceArray<McpCall> slots = new AtomicReferenceArray<>(SLOTS);
  private final Drops drops;

  CallSlots(Drops drops) {
    this.drops = drops;
  }

  void put(Object key, McpCall call) {
    int home = System.identityHashCode(key);
    call.key(home);
    for (int i = 0; i < PROBES; i++) {
      if (slots.compareAndSet((home + i) & (SLOTS - 1), null, call)) {
        return;
      }
    }
    slots.set(home & (SLOTS - 1), call);
    drops.count(Drops.Reason.MESSAGE_SIZE_LOST);
  }

  /** Finds the call that was put under this object, with this request id, and removes it. */
  @Nullable McpCall take(Object key, @Nullable Object requestId) {
    int home = System.identityHashCode(key);
    for (int i = 0; i < PROBES; i++) {
      int slot = (home + i) & (SLOTS - 1);
      McpCall call = slots.get(slot);
      if (call != null
          && call.key() == home
          && Objects.equals(call.requestId(), requestId)
          && slots.compareAndSet(slot, call, null)) {
        return call;
      }
    }
    return null;
  }

  /** Finds a call by what it is and removes it: slow, for rare events. */
  @Nullable McpCall takeFirst(Predicate<McpCall> wanted) {
    for (int slot = 0; slot < SLOTS; slot++) {
      McpCall call = slots.get(slot);
      if (call != null && wanted.test(call) && slots.compareAndSet(slot, call, null)) {
        return call;
      }
    }
    return null;
  }
}
