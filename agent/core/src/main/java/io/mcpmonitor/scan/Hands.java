package io.mcpmonitor.scan;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The files that threads have in hand, one for each thread, {@value #SLOTS} at most. Without a
 * lock; found by the thread. What finds no place is worked on all the same, but not shown.
 */
final class Hands {
  static final int SLOTS = 256;
  private static final int TRIES = 8;

  private final AtomicReferenceArray<@Nullable InHand> slots = new AtomicReferenceArray<>(SLOTS);

  void take(InHand inHand) {
    int first = first(inHand.thread);
    for (int i = 0; i < TRIES; i++) {
      int slot = (first + i) & (SLOTS - 1);
      InHand known = slots.get(slot);
      if (known == null
          ? slots.compareAndSet(slot, null, inHand)
          : known.thread == inHand.thread && slots.compareAndSet(slot, known, inHand)) {
        return;
      }
    }
  }

  /** What this thread has in hand; null when nothing. */
  @Nullable InHand of(Thread thread) {
    int first = first(thread);
    for (int i = 0; i < TRIES; i++) {
      InHand known = slots.get((first + i) & (SLOTS - 1));
      if (known != null && known.thread == thread) {
        return known;
      }
    }
    return null;
  }

  void leave(InHand inHand) {
    int first = first(inHand.thread);
    for (int i = 0; i < TRIES; i++) {
      if (slots.compareAndSet((first + i) & (SLOTS - 1), inHand, null)) {
        return;
      }
    }
  }

  /** A stream was closed, by whichever thread. */
  void closed(int stream) {
    for (int i = 0; i < SLOTS; i++) {
      InHand known = slots.get(i);
      if (known != null && known.stream == stream) {
        slots.compareAndSet(i, known, null);
      }
    }
  }

  /** What some thread is opening or reading at this moment for a run; null when none is. */
  @Nullable InHand busyFor(Run run) {
    for (int i = 0; i < SLOTS; i++) {
      InHand known = slots.get(i);
      if (known != null && !known.thread.isAlive()) {
        slots.compareAndSet(i, known, null); // nothing else would let go of the thread
      } else if (known != null
          && known.run == run
          && (known.stream == 0 || Worker.isReading(known.thread.getStackTrace()))) {
        return known;
      }
    }
    return null;
  }

  void forgetDead() {
    for (int i = 0; i < SLOTS; i++) {
      InHand known = slots.get(i);
      if (known != null && (known.run.isOver() || !known.thread.isAlive())) {
        slots.compareAndSet(i, known, null);
      }
    }
  }

  private static int first(Thread thread) {
    long id = thread.getId();
    return (int) (id ^ (id >>> 8)) & (SLOTS - 1);
  }
}
