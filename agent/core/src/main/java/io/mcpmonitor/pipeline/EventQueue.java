package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.Event;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way from the threads of the application to the recorders, in the order in which
 * they were told. Of fixed size, without a lock and without allocation for those who tell.
 */
final class EventQueue {
  static final int CAPACITY = 16_384;

  private static final int MASK = CAPACITY - 1;

  /** A thread that has its place puts its event there at once, unless it just lost the CPU. */
  private static final int SPINS = 100;

  private static final int PATIENCE = SPINS + 5_000;
  private static final long A_MOMENT = 50_000;

  private final AtomicReferenceArray<@Nullable Event> slots = new AtomicReferenceArray<>(CAPACITY);
  private final AtomicLong told = new AtomicLong();
  private volatile long taken;

  /**
   * Adds an event.
   *
   * @return its number, from 0; negative when the queue is full
   */
  long offer(Event event) {
    long number;
    do {
      number = told.get();
      if (number - taken >= CAPACITY) {
        return -1;
      }
    } while (!told.compareAndSet(number, number + 1));
    slots.setRelease((int) number & MASK, event);
    return number;
  }

  /** The number that the next event will have. */
  long end() {
    return told.get();
  }

  /**
   * Removes the oldest event. One thread at a time.
   *
   * @param end how far to go, see {@link #end}
   * @return null when everything before {@code end} was taken
   */
  @Nullable Event poll(long end) {
    long number = taken;
    if (number >= end) {
      return null;
    }
    int slot = (int) number & MASK;
    Event event = slots.getAcquire(slot);
    for (int i = 0; event == null && i < PATIENCE; i++) {
      if (i < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(A_MOMENT);
      }
      event = slots.getAcquire(slot);
    }
    if (event != null) {
      slots.setPlain(slot, null);
      taken = number + 1;
    }
    return event;
  }
}
