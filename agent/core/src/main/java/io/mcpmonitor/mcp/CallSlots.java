package io.mcpmonitor.mcp;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.support.Drops;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds calls by an object of the application, without locks, without allocation and without
 * holding the object: by the request id, and by the object's identity hash where calls of several
 * sessions have the same id at the same time. (To make an identity hash costs more than all the
 * rest.) Of fixed size: where too many wait to be found, the newest takes the place of one that
 * nobody came for.
 */
public final class CallSlots {
  private static final int SLOTS = 1024;
  private static final int PROBES = 8;
  private static final int NO_KEY = 0;

  private final AtomicReferenceArray<@Nullable McpCall> slots = new AtomicReferenceArray<>(SLOTS);
  private final boolean alwaysByIdentity;
  private final Drops drops;

  /**
   * @param alwaysByIdentity whether two threads that put the same id in the same moment must not be
   *     mistaken for each other
   */
  public CallSlots(boolean alwaysByIdentity, Drops drops) {
    this.alwaysByIdentity = alwaysByIdentity;
    this.drops = drops;
  }

  public void put(Object object, McpCall call) {
    Object id = call.requestId();
    int home = home(object, id);
    int free = -1;
    boolean needsKey = alwaysByIdentity || id == null;
    for (int i = 0; i < PROBES; i++) {
      McpCall other = slots.get((home + i) & (SLOTS - 1));
      if (other == null) {
        free = free < 0 ? i : free;
      } else {
        needsKey |= Objects.equals(other.requestId(), id);
      }
    }
    call.key(needsKey ? key(object) : NO_KEY);
    for (int i = free; i >= 0 && i < PROBES; i++) {
      if (slots.compareAndSet((home + i) & (SLOTS - 1), null, call)) {
        return;
      }
    }
    slots.set(home & (SLOTS - 1), call);
    drops.count(Drops.Reason.MESSAGE_SIZE_LOST);
  }

  /** Finds the call that was put under this object, with this request id, and leaves it there. */
  public @Nullable McpCall find(Object object, @Nullable Object requestId) {
    int home = home(object, requestId);
    McpCall without = null;
    for (int i = 0; i < PROBES; i++) {
      McpCall call = slots.get((home + i) & (SLOTS - 1));
      if (call == null || !Objects.equals(call.requestId(), requestId)) {
        continue;
      }
      if (call.key() == NO_KEY) {
        without = call;
      } else if (call.key() == key(object)) {
        return call;
      }
    }
    return without;
  }

  /** Finds the call that was put under this object, with this request id, and removes it. */
  public @Nullable McpCall take(Object object, @Nullable Object requestId) {
    int home = home(object, requestId);
    int without = -1;
    for (int i = 0; i < PROBES; i++) {
      int slot = (home + i) & (SLOTS - 1);
      McpCall call = slots.get(slot);
      if (call == null || !Objects.equals(call.requestId(), requestId)) {
        continue;
      }
      if (call.key() == NO_KEY) {
        without = slot;
      } else if (call.key() == key(object) && slots.compareAndSet(slot, call, null)) {
        return call;
      }
    }
    return without < 0 ? null : slots.getAndSet(without, null);
  }

  /** Finds a call by what it is and removes it: slow, for rare events. */
  public @Nullable McpCall takeFirst(Predicate<McpCall> wanted) {
    for (int slot = 0; slot < SLOTS; slot++) {
      McpCall call = slots.get(slot);
      if (call != null && wanted.test(call) && slots.compareAndSet(slot, call, null)) {
        return call;
      }
    }
    return null;
  }

  private static int home(Object object, @Nullable Object id) {
    return id == null ? System.identityHashCode(object) : id.hashCode();
  }

  private static int key(Object object) {
    int hash = System.identityHashCode(object);
    return hash == NO_KEY ? 1 : hash;
  }
}
