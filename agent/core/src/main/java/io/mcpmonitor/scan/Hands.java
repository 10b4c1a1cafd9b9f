package io.mcpmonitor.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What threads have in hand: files that they are opening, and open ones. Without a lock.
 *
 * <p>Nearly always a thread opens a file, reads it and closes it before it opens the next one: so
 * what it took last stays at the thread's own place, of which there are {@value #NEAR}. It moves to
 * one of {@value #FAR} places that are found by the stream when its thread takes another one, or
 * when another thread reads it or needs its place. What finds no far place takes that of another
 * one, which is worked on all the same but shows no bytes any more.
 */
final class Hands {
  static final int NEAR = 256;
  static final int FAR = 16_384;
  private static final int NEAR_TRIES = 16;
  private static final int FAR_TRIES = 16;

  /** A stack is looked at for each. */
  private static final int MOST_THREADS = 32;

  private final AtomicReferenceArray<@Nullable InHand> near = new AtomicReferenceArray<>(NEAR);
  private final AtomicReferenceArray<@Nullable InHand> far = new AtomicReferenceArray<>(FAR);

  /** The current thread begins. */
  void take(InHand inHand) {
    int home = ofThread(inHand.thread);
    for (int i = 0; i < NEAR_TRIES; i++) {
      int place = (home + i) & (NEAR - 1);
      InHand known = near.get(place);
      boolean isOpen = known != null && known.stream != 0 && known.thread == inHand.thread;
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
      if (known != null && known.stream != 0) { // is found where it goes as well
        boolean unused = putFar(known);
        if (near.compareAndSet(place, known, inHand)) {
          return;
        }
      }
    }
    near.set(home & (NEAR - 1), inHand);
  }

  /** What the current thread has begun and not yet got or done; null when nothing. */
  @Nullable InHand taken() {
    Thread thread = Thread.currentThread();
    int home = ofThread(thread);
    for (int i = 0; i < NEAR_TRIES; i++) {
      InHand known = near.get((home + i) & (NEAR - 1));
      if (known != null && known.thread == thread && known.stream == 0) {
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
  void opened(InHand inHand, int stream) {
    inHand.stream = stream;
    InHand there = ofNear(ofThread(inHand.thread), NEAR_TRIES, stream);
    if (there != inHand) { // many threads are opening files, and one of them took its place
      boolean unused = putFar(inHand);
    }
  }

  /** A file that is open has another stream. */
  void alsoOpen(InHand inHand, int stream) {
    inHand.stream = stream;
    boolean unused = putFar(inHand);
  }

  /** The open file behind this stream or channel; null when it is of no scan. */
  @Nullable InHand of(int stream) {
    InHand known = ofNear(ofThread(Thread.currentThread()), NEAR_TRIES, stream);
    if (known == null) {
      known = ofFar(stream);
    }
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
  @Nullable InHand closed(int stream) {
    InHand known = of(stream);
    if (known != null
        && !removeNear(ofThread(Thread.currentThread()), NEAR_TRIES, known)
        && !removeFar(known)) {
      boolean unused = removeNear(0, NEAR, known);
    }
    return known;
  }

  /** What some thread is opening or reading at this moment for a run; null when none is. */
  @Nullable InHand busyFor(Run run) {
    for (int i = 0; i < NEAR; i++) {
      InHand known = near.get(i);
      if (known != null && known.run == run && known.stream == 0 && isAlive(known.thread)) {
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
      if (known != null && known.run == run && known.stream != 0) {
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
      Thread thread = known == null || known.run != run || known.stream != 0 ? null : known.thread;
      if (thread != null && thread.isAlive()) {
        threads.add(thread);
      }
    }
    return threads;
  }

  /** Lets go of threads that have died and of runs that are over. */
  void forgetDead() {
    for (int i = 0; i < NEAR; i++) {
      InHand known = near.get(i);
      if (known != null && (known.run.isOver() || !isAlive(known.thread))) {
        if (known.stream != 0 && !known.run.isOver()) {
          known.thread = null; // another one may yet read what it opened
          boolean unused = putFar(known);
        }
        near.compareAndSet(i, known, null);
      }
    }
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

  private @Nullable InHand ofNear(int first, int places, int stream) {
    for (int i = 0; i < places; i++) {
      InHand known = near.get((first + i) & (NEAR - 1));
      if (known != null && known.stream == stream) {
        return known;
      }
    }
    return null;
  }

  private @Nullable InHand ofFar(int stream) {
    for (int i = 0; i < FAR_TRIES; i++) {
      InHand known = far.get((stream + i) & (FAR - 1));
      if (known != null && known.stream == stream) {
        return known;
      }
    }
    return null;
  }

  /** Whether it was not there before. */
  private boolean putFar(InHand inHand) {
    for (int i = 0; i < FAR_TRIES; i++) {
      int place = (inHand.stream + i) & (FAR - 1);
      InHand known = far.get(place);
      if (known == inHand) {
        return false;
      }
      if (known == null && far.compareAndSet(place, null, inHand)) {
        return true;
      }
    }
    far.set(inHand.stream & (FAR - 1), inHand);
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
      int place = (inHand.stream + i) & (FAR - 1);
      if (far.get(place) == inHand && far.compareAndSet(place, inHand, null)) {
        return true;
      }
    }
    return false;
  }

  private static int ofThread(@Nullable Thread thread) {
    long id = thread == null ? 0 : thread.getId();
    return (int) (id ^ (id >>> 8));
  }
}
