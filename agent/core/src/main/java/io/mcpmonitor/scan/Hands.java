package io.mcpmonitor.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What threads have in hand: files that they are opening, and open ones. Without a lock.
 *
 * <p>Nearly always a thread opens a file, reads it and closes it before it opens the next one: so
 * what it took last stays at the thread's own place, of which there are {@value #NEAR}, and is
 * known by its stream. It moves to one of {@value #FAR} places that are found by the stream's
 * identity hash when its thread takes another one, when another thread reads it or needs its place,
 * and at the next look ({@link #forgetDead}): a stream that somebody leaves open is not held for
 * longer. What finds no far place takes that of another one, which is worked on all the same but
 * shows no bytes any more.
 *
 * <p>A stream of no scan, such as a database's, is looked for once until the next look.
 */
final class Hands {
  static final int NEAR = 256;
  static final int FAR = 16_384;
  private static final int NEAR_TRIES = 16;
  private static final int FAR_TRIES = 32;

  /** A stack is looked at for each. */
  private static final int MOST_THREADS = 32;

  private final AtomicReferenceArray<@Nullable InHand> near = new AtomicReferenceArray<>(NEAR);
  private final AtomicReferenceArray<@Nullable InHand> far = new AtomicReferenceArray<>(FAR);
  private final Strangers strangers = new Strangers();

  /** The current thread begins. */
  void take(InHand inHand) {
    int home = ofThread(inHand.thread);
    if (near.get(home) != null || !near.compareAndSet(home, null, inHand)) {
      takeBeside(home, inHand);
    }
  }

  private void takeBeside(int home, InHand inHand) {
    for (int i = 0; i < NEAR_TRIES; i++) {
      int place = (home + i) & (NEAR - 1);
      InHand known = near.get(place);
      boolean isOpen = known != null && known.isOpen() && known.thread == inHand.thread;
      if (isOpen) {
        boolean unused = putFar(known);
      }
      if ((isOpen || known == null) && near.compareAndSet(place, known, inHand)) {
        return;
      }
    }
    for (int i = 0; i < NEAR_TRIES; i++) {
      int place = (home + i) & (NEAR - 1);
      InHand known = near.get(place);
      if (known != null && known.isOpen()) { // is found where it goes as well
        boolean unused = putFar(known);
        if (near.compareAndSet(place, known, inHand)) {
          return;
        }
      }
    }
    near.set(home, inHand);
  }

  /** What the current thread has begun and not yet got or done; null when nothing. */
  @Nullable InHand taken() {
    Thread thread = Thread.currentThread();
    int home = ofThread(thread);
    for (int i = 0; i < NEAR_TRIES; i++) {
      InHand known = near.get((home + i) & (NEAR - 1));
      if (known != null && known.thread == thread && !known.isOpen()) {
        return known;
      }
    }
    return null;
  }

  /** It is done, or was in vain. */
  void leave(InHand inHand) {
    boolean unused = removeNear(ofThread(inHand.thread), NEAR_TRIES, inHand);
  }

  /** The file that the current thread has taken is open. */
  void opened(InHand inHand, Object stream) {
    inHand.opened(stream);
    int home = ofThread(inHand.thread);
    if (near.get(home) != inHand && ofNear(home, NEAR_TRIES, stream) != inHand) {
      boolean unused = putFar(inHand); // many threads open files, and one of them took its place
    }
  }

  /** A file that is open has another stream. */
  void alsoOpen(InHand inHand, Object stream) {
    strangers.remove(stream);
    inHand.opened(stream);
    boolean unused = putFar(inHand);
  }

  /** The open file behind this stream or channel; null when it is of no scan. */
  @Nullable InHand of(Object stream) {
    InHand known = near.get(ofThread(Thread.currentThread()));
    return known != null && known.isOf(stream) ? known : ofElsewhere(stream);
  }

  private @Nullable InHand ofElsewhere(Object stream) {
    InHand known = ofNear(ofThread(Thread.currentThread()), NEAR_TRIES, stream);
    if (known != null || strangers.has(stream)) {
      return known;
    }
    known = ofAnybody(stream);
    if (known == null) {
      strangers.add(stream);
    }
    return known;
  }

  private @Nullable InHand ofAnybody(Object stream) {
    InHand known = ofFar(stream);
    if (known == null) {
      known = ofNear(0, NEAR, stream);
    }
    return known != null ? known : ofFar(stream); // it may just have moved there
  }

  /** Another thread than the one that opened it reads an open file. */
  void reads(Thread thread, InHand inHand) {
    if (putFar(inHand)) {
      boolean unused = removeNear(0, NEAR, inHand);
    }
    inHand.thread = thread;
  }

  /** A stream was closed, by whichever thread. What it was of; null when of no scan. */
  @Nullable InHand closed(Object stream) {
    InHand known = of(stream);
    if (known == null) {
      return null;
    }
    boolean own = near.compareAndSet(ofThread(Thread.currentThread()), known, null);
    boolean far = known.hashOfStream() != 0 && removeFar(known);
    if (!own && !far) {
      boolean unused = removeNear(0, NEAR, known);
    }
    return known;
  }

  /** What some thread is opening or reading at this moment for a run; null when none is. */
  @Nullable InHand busyFor(Run run) {
    for (int i = 0; i < NEAR; i++) {
      InHand known = near.get(i);
      if (known != null && known.run == run && !known.isOpen() && isAlive(known.thread)) {
        return known;
      }
    }
    List<Thread> idle = new ArrayList<>();
    InHand busy = reading(run, near, idle);
    return busy != null ? busy : reading(run, far, idle);
  }

  private static @Nullable InHand reading(
      Run run, AtomicReferenceArray<@Nullable InHand> places, List<Thread> idle) {
    for (int i = 0; i < places.length() && idle.size() < MOST_THREADS; i++) {
      InHand known = places.get(i);
      if (known != null && known.run == run && known.isOpen()) {
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
    for (int i = 0; i < NEAR && threads.size() < MOST_THREADS; i++) {
      InHand known = near.get(i);
      Thread thread = known == null || known.run != run || known.isOpen() ? null : known.thread;
      if (thread != null && thread.isAlive()) {
        threads.add(thread);
      }
    }
    return threads;
  }

  /**
   * Lets go of threads that have died, of runs that are over, and of streams: what is still open is
   * known by its hash from now on.
   */
  void forgetDead() {
    for (int i = 0; i < NEAR; i++) {
      InHand known = near.get(i);
      if (known == null) {
        continue;
      }
      boolean over = known.run.isOver();
      boolean open = known.isOpen();
      if (open && !over) {
        boolean unused = putFar(known);
      }
      if (open || over || !isAlive(known.thread)) {
        near.compareAndSet(i, known, null);
      }
    }
    strangers.forget();
    for (int i = 0; i < FAR; i++) {
      InHand known = far.get(i);
      if (known != null && known.run.isOver()) {
        far.compareAndSet(i, known, null);
      } else if (known != null && !isAlive(known.thread)) {
        known.thread = null;
      }
    }
  }

  private static boolean isAlive(@Nullable Thread thread) {
    return thread != null && thread.isAlive();
  }

  private @Nullable InHand ofNear(int first, int places, Object stream) {
    for (int i = 0; i < places; i++) {
      InHand known = near.get((first + i) & (NEAR - 1));
      if (known != null && known.isOf(stream)) {
        return known;
      }
    }
    return null;
  }

  private @Nullable InHand ofFar(Object stream) {
    int hash = hashOf(stream);
    for (int i = 0; i < FAR_TRIES; i++) {
      InHand known = far.get((hash + i) & (FAR - 1));
      if (known != null && known.hashOfStream() == hash) {
        return known;
      }
    }
    return null;
  }

  /** Whether it was not there before. */
  private boolean putFar(InHand inHand) {
    int hash = inHand.findByHash();
    boolean added = putFar(inHand, hash);
    inHand.forgetStream(); // last: until then it is found by that
    return added;
  }

  private boolean putFar(InHand inHand, int hash) {
    for (int i = 0; i < FAR_TRIES; i++) {
      int place = (hash + i) & (FAR - 1);
      InHand known = far.get(place);
      if (known == inHand) {
        return false;
      }
      if (known == null && far.compareAndSet(place, null, inHand)) {
        return true;
      }
    }
    far.set(hash & (FAR - 1), inHand);
    return true;
  }

  private boolean removeNear(int first, int places, InHand inHand) {
    for (int i = 0; i < places; i++) {
      int place = (first + i) & (NEAR - 1);
      if (near.get(place) == inHand && near.compareAndSet(place, inHand, null)) {
        return true;
      }
    }
    return false;
  }

  private boolean removeFar(InHand inHand) {
    for (int i = 0; i < FAR_TRIES; i++) {
      int place = (inHand.hashOfStream() + i) & (FAR - 1);
      if (far.get(place) == inHand && far.compareAndSet(place, inHand, null)) {
        return true;
      }
    }
    return false;
  }

  static int ofThread(@Nullable Thread thread) {
    long id = thread == null ? 0 : thread.getId();
    return (int) (id ^ (id >>> 8)) & (NEAR - 1);
  }

  /** Needs no other class: to load one reads our jar, which is told here as well. */
  static int hashOf(Object stream) {
    int hash = System.identityHashCode(stream);
    return hash == 0 ? 1 : hash; // 0 stands for none
  }
}
