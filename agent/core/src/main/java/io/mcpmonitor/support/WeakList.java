package io.mcpmonitor.support;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * A few objects that belong to somebody else. The list does not keep them alive, and whether one is
 * in it is found out without a lock and without allocation.
 */
public final class WeakList<T> {
  private final int max;
  private volatile List<WeakReference<T>> references = List.of();

  /**
   * @param max the most objects; more are not taken
   */
  public WeakList(int max) {
    this.max = max;
  }

  /** Whether this very object is in the list. */
  public boolean contains(T object) {
    List<WeakReference<T>> known = references;
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).refersTo(object)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds an object that is not in the list. To fail costs no lock either: what was collected leaves
   * room at the next {@link #all}.
   *
   * @return false when the list is full
   */
  public boolean add(T object) {
    return references.size() < max && addWhereRoomIs(object);
  }

  private synchronized boolean addWhereRoomIs(T object) {
    if (contains(object)) {
      return true;
    }
    if (references.size() >= max) {
      return false;
    }
    List<WeakReference<T>> more = new ArrayList<>(references);
    more.add(new WeakReference<>(object));
    references = List.copyOf(more);
    return true;
  }

  /** Those that are still alive, in the order in which they came. */
  public List<T> all() {
    List<WeakReference<T>> known = references;
    if (known.isEmpty()) {
      return List.of();
    }
    List<T> alive = new ArrayList<>(known.size());
    for (WeakReference<T> reference : known) {
      T object = reference.get();
      if (object != null) {
        alive.add(object);
      }
    }
    if (alive.size() < known.size()) {
      forgetCollected();
    }
    return alive;
  }

  private synchronized void forgetCollected() {
    List<WeakReference<T>> fewer = new ArrayList<>(references);
    fewer.removeIf(reference -> reference.refersTo(null));
    references = List.copyOf(fewer);
  }
}
