package io.mcpmonitor.output.otlp;

import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.AgentThreads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Exports one signal on a thread of its own, so that a collector that hangs holds up nothing else.
 * Nothing is sent before it is known what the process is called, unless it must be.
 */
abstract class ExportThread implements Runnable, Delivery.Pauses {
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long AFTER_ERROR_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final ServiceResource resource;
  private final Thread thread;
  private volatile @Nullable Flush flush;
  private volatile boolean stopped;

  private static final class Flush {
    final long deadline;
    final CountDownLatch done = new CountDownLatch(1);

    Flush(long deadline) {
      this.deadline = deadline;
    }
  }

  ExportThread(Signal signal, ServiceResource resource) {
    this.resource = resource;
    this.thread = AgentThreads.daemon("otlp-" + signal.label(), this);
  }

  /** Sends what is due, or all there is. */
  abstract void export(boolean all);

  /** When there will be something to send, on the clock of {@link System#nanoTime()}. */
  abstract long due();

  /** Whether waiting any longer would lose something. */
  abstract boolean isFull();

  void start() {
    thread.start();
  }

  /** Ends the thread when it has done what it is doing; what is left is not sent. */
  void stop() {
    stopped = true;
    wake();
  }

  /**
   * Sends all there is.
   *
   * @param deadline on the clock of {@link System#nanoTime()}
   * @return reaches zero when it is done
   */
  CountDownLatch flush(long deadline) {
    Flush asked = new Flush(deadline);
    flush = asked;
    wake();
    return asked.done;
  }

  void wake() {
    LockSupport.unpark(thread);
  }

  /** What the process is called. */
  ServiceResource resource() {
    return resource;
  }

  @Override
  public void run() {
    while (!stopped) {
      awaitWork();
      Flush asked = flush;
      try {
        export(asked != null);
      } catch (Throwable failure) {
        AgentLog.warnOnce("export failed", failure);
        until(System.nanoTime() + AFTER_ERROR_NANOS);
      }
      if (asked != null) {
        if (flush == asked) {
          flush = null;
        }
        asked.done.countDown();
      }
    }
  }

  private void awaitWork() {
    while (flush == null && !stopped) {
      long wait = due() - System.nanoTime();
      if (wait <= 0 && (resource.isSettled() || isFull())) {
        return;
      }
      LockSupport.parkNanos(this, wait > 0 ? wait : LOOK_NANOS);
    }
  }

  @Override
  public void until(long nanos) {
    for (long wait = nanos - System.nanoTime();
        wait > 0 && flush == null && !stopped;
        wait = nanos - System.nanoTime()) {
      LockSupport.parkNanos(this, wait);
    }
  }

  @Override
  public long nanosLeft() {
    Flush asked = flush;
    return asked == null ? Long.MAX_VALUE : Math.max(0, asked.deadline - System.nanoTime());
  }
}
