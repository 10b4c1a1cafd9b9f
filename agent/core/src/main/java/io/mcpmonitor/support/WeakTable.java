package io.mcpmonitor.support;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Values for few objects of the application, found by identity, without a lock and without
 * allocation. The table does not keep an object alive; its value must not either.
 */
public final class WeakTable<V> {
  private static final int BUCKETS = 64;

  private final AtomicReferenceArray<Node<V>> buckets = new AtomicReferenceArray<>(BUCKETS);
  private final int max;
  private int size;

  /**
   * @param max the most objects; more are not taken
   */
  public WeakTable(int max) {
    this.max = max;
  }

  /** The value of this object; null when it has none. */
  public @Nullable V get(Object key) {
    for (Node<V> node = buckets.get(bucket(key)); node != null; node = node.next) {
      if (node.refersTo(key)) {
        return node.value;
      }
    }
    return null;
  }

  /** Gives an object its value; false when the table is full. */
  public synchronized boolean put(Object key, V value) {
    if (size >= max) {
      forgetCollected();
      if (size >= max) {
        return false;
      }
    }
    int bucket = bucket(key);
    buckets.set(bucket, new Node<>(key, value, buckets.get(bucket)));
    size++;
    return true;
  }

  /** Takes an object out. */
  public synchronized void remove(Object key) {
    int bucket = bucket(key);
    buckets.set(bucket, without(buckets.get(bucket), key));
  }

  private void forgetCollected() {
    for (int i = 0; i < BUCKETS; i++) {
      buckets.set(i, without(buckets.get(i), null));
    }
  }

  /** A copy without those that were collected, and without this one. */
  private @Nullable Node<V> without(@Nullable Node<V> from, @Nullable Object key) {
    Node<V> kept = null;
    for (Node<V> node = from; node != null; node = node.next) {
      Object object = node.get();
      if (object == null || object == key) {
        size--;
      } else {
        kept = new Node<>(object, node.value, kept);
      }
    }
    return kept;
  }

  private static int bucket(Object key) {
    return System.identityHashCode(key) & (BUCKETS - 1);
  }

  private static final class Node<V> extends WeakReference<Object> {
    final V value;
    final @Nullable Node<V> next;

    Node(Object key, V value, @Nullable Node<V> next) {
      super(key);
      this.value = value;
      this.next = next;
    }
  }
}
