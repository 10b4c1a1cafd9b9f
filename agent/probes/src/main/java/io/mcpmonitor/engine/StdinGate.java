package io.mcpmonitor.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the first message on stdin from being lost: a class that will read stdin is not loaded
 * before stdin is hooked, which happens beside the application's start. Who has nothing to do with
 * stdin, or leaves it to a known library, waits for nothing; large servers find it hooked when they
 * come to it.
 */
final class StdinGate {
  /** Long enough for a busy machine; then the application goes on, and a message may be lost. */
  private static final long LONGEST_WAIT_MILLIS = 2_000;

  private final CountDownLatch hooked = new CountDownLatch(1);
  private volatile boolean open;

  /** Stdin is hooked, or will not be. */
  void open() {
    open = true;
    hooked.countDown();
  }

  /** A class of the application is loaded on this thread. */
  void pass(byte[] classFile) {
    if (open || !ConstantPool.readsStdinByHand(classFile)) {
      return;
    }
    try {
      if (!hooked.await(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        open = true; // once is enough
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
