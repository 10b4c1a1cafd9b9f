package io.mcpmonitor.pipeline;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Objects to be used again, the one that has waited longest first. Of fixed size, without a lock
 * and without allocation. Now and then it has none although one is there, or loses one: then
 * somebody makes a new one.
 */
final class Spares<T> {
  private final AtomicReferenceArray<@Nullable T> slots;
  private final AtomicLong given = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();

  /**
   * @param capacity a power of two
   */
  Spares(int capacity) {
    slots = new AtomicReferenceArray<>(capacity);
  }

  void give(T spare) {
    long number = given.get();
    if (slots.compareAndSet(slot(number), null, spare)) {
      given.compareAndSet(number, number + 1);
    }
  }

  @Nullable T take() {
    long number = taken.get();
    T spare = slots.get(slot(number));
    if (spare == null || !slots.compareAndSet(slot(number), spare, null)) {
      return null;
    }
    taken.compareAndSet(number, number + 1);
    return spare;
  }

  private int slot(long number) {
    return (int) number & (slots.length() - 1);
  }
}
