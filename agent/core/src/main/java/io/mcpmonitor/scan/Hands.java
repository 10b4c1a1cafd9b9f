package io.mcpmonitor.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What threads have in hand: files that are being opened, at most {@value #OPENING} and found by
 * their thread, and open ones, at most {@value #OPEN} and found by their stream, whichever thread
 * reads it. Without a lock. What finds no place takes that of another one, which is worked on all
 * the same but shows no bytes any more.
 */
final class Hands {
  static final int OPENING = 256;
  static final int OPEN = 16_384;
  private static final int TRIES = 16;

  /** A stack is looked at for each. */
  private static final int MOST_THREADS = 32;

  private final AtomicReferenceArray<@Nullable InHand> opening =
      new AtomicReferenceArray<>(OPENING);
  private final AtomicReferenceArray<@Nullable InHand> open = new AtomicReferenceArray<>(OPEN);

  /** The current thread begins. */
  void take(InHand inHand) {
    put(opening, ofThread(inHand.thread), inHand);
  }

  /** What the current thread has begun and not yet got or done; null when nothing. */
  @Nullable InHand taken() {
    Thread thread = Thread.currentThread();
    int first = ofThread(thread);
    for (int i = 0; i < TRIES; i++) {
      InHand known = opening.get((first + i) & (OPENING - 1));
      if (known != null && known.thread == thread) {
        return known;
      }
    }
    return null;
  }

  /** It is done, or was in vain. */
  void leave(InHand inHand) {
    remove(opening, ofThread(inHand.thread), inHand);
  }

  /** The file is open. */
  void opened(InHand inHand, int stream) {
    leave(inHand);
    inHand.stream = stream;
    put(open, stream, inHand);
  }

  /** The open file behind this stream or channel; null when it is of no scan. */
  @Nullable InHand of(int stream) {
    for (int i = 0; i < TRIES; i++) {
      InHand known = open.get((stream + i) & (OPEN - 1));
      if (known != null && known.stream == stream) {
        return known;
      }
    }
    return null;
  }

  /** A stream was closed, by whichever thread. What it was of; null when of no scan. */
  @Nullable InHand closed(int stream) {
    InHand known = of(stream);
    if (known != null) {
      remove(open, stream, known);
    }
    return known;
  }

  /** What some thread is opening or reading at this moment for a run; null when none is. */
  @Nullable InHand busyFor(Run run) {
    for (int i = 0; i < OPENING; i++) {
      InHand known = opening.get(i);
      if (known != null && known.run == run && isAlive(known.thread)) {
        return known;
      }
    }
    List<Thread> idle = new ArrayList<>();
    for (int i = 0; i < OPEN && idle.size() < MOST_THREADS; i++) {
      InHand known = open.get(i);
      if (known != null && known.run == run) {
        Thread thread = known.thread;
        if (thread != null && thread.isAlive() && !idle.contains(thread)) {
          if (Worker.isReading(thread.getStackTrace())) {
            return known;
          }
          idle.add(thread);
        }
      }
    }
    return null;
  }

  /** The threads that have begun something for a run and not done it. */
  List<Thread> takersFor(Run run) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < OPENING && threads.size() < MOST_THREADS; i++) {
      InHand known = opening.get(i);
      Thread thread = known == null || known.run != run ? null : known.thread;
      if (thread != null && thread.isAlive()) {
        threads.add(thread);
      }
    }
    return threads;
  }

  /** Lets go of threads that have died and of runs that are over. */
  void forgetDead() {
    for (int i = 0; i < OPENING; i++) {
      InHand known = opening.get(i);
      if (known != null && (known.run.isOver() || !isAlive(known.thread))) {
        opening.compareAndSet(i, known, null);
      }
    }
    for (int i = 0; i < OPEN; i++) {
      InHand known = open.get(i);
      if (known != null && known.run.isOver()) {
        open.compareAndSet(i, known, null);
      } else if (known != null && !isAlive(known.thread)) {
        known.thread = null; // another one may yet read what it opened
      }
    }
  }

  private static boolean isAlive(@Nullable Thread thread) {
    return thread != null && thread.isAlive();
  }

  private static void put(AtomicReferenceArray<@Nullable InHand> slots, int first, InHand inHand) {
    int mask = slots.length() - 1;
    for (int i = 0; i < TRIES; i++) {
      int slot = (first + i) & mask;
      InHand known = slots.get(slot);
      boolean free =
          known == null || (known.thread == inHand.thread && known.stream == inHand.stream);
      if (free && slots.compareAndSet(slot, known, inHand)) {
        return;
      }
    }
    slots.set(first & mask, inHand);
  }

  private static void remove(
      AtomicReferenceArray<@Nullable InHand> slots, int first, InHand inHand) {
    int mask = slots.length() - 1;
    for (int i = 0; i < TRIES; i++) {
      int slot = (first + i) & mask;
      if (slots.get(slot) == inHand && slots.compareAndSet(slot, inHand, null)) {
        return;
      }
    }
  }

  private static int ofThread(@Nullable Thread thread) {
    long id = thread == null ? 0 : thread.getId();
    return (int) (id ^ (id >>> 8));
  }
}
