package io.mcpmonitor.event;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One connection from the moment somebody asks a pool for it to its return. The one object the
 * agent allocates for it; it is never used again. It is published when the connection is there, or
 * will not come, and once more when it is returned. Each of the two parts is complete before it can
 * be seen and does not change afterwards, and a consumer takes it once ({@link #takeWait}, {@link
 * #takeUse}), because both may still wait in the pipeline.
 *
 * <p>All times are on the clock of {@link System#nanoTime()}.
 */
public final class Borrow implements PoolEvent {
  private static final AtomicIntegerFieldUpdater<Borrow> TAKEN =
      AtomicIntegerFieldUpdater.newUpdater(Borrow.class, "taken");
  private static final AtomicIntegerFieldUpdater<Borrow> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Borrow.class, "state");

  private static final int WAITING = 0;
  private static final int HELD = 1;
  private static final int RETURNING = 2;
  private static final int RETURNED = 3;
  private static final int FAILED = 4;
  private static final int WAIT = 1;
  private static final int USE = 2;

  private final PoolRef pool;
  private final long requestedNanos;
  private final String threadName;
  private final long threadId;
  private final @Nullable McpCall call;
  private volatile int state = WAITING;
  private volatile int taken;
  private volatile int key;
  private boolean timedOut;
  private long acquiredNanos;
  private long returnedNanos;
  private StackTraceElement @Nullable [] stack;

  /**
   * @param pool who is asked
   * @param call the MCP call whose work the thread does; null outside of any
   * @param requestedNanos when
   */
  public Borrow(PoolRef pool, @Nullable McpCall call, long requestedNanos) {
    Thread thread = Thread.currentThread();
    this.pool = pool;
    this.call = call;
    this.requestedNanos = requestedNanos;
    this.threadName = thread.getName();
    this.threadId = thread.getId();
  }

  /**
   * The connection is there.
   *
   * @param identityHash of the connection, by which it is found again when returned
   * @param stack who took it; null unless somebody asked for that
   */
  public void acquired(int identityHash, long nanos, StackTraceElement @Nullable [] stack) {
    this.key = identityHash;
    this.acquiredNanos = nanos;
    this.stack = stack;
    this.state = HELD;
  }

  /**
   * There will be no connection.
   *
   * @param timedOut whether the pool gave up waiting for one
   */
  public void failed(boolean timedOut, long nanos) {
    this.timedOut = timedOut;
    this.acquiredNanos = nanos;
    this.state = FAILED;
  }

  /** The connection goes back; false when it has already. */
  public boolean returned(long nanos) {
    if (!STATE.compareAndSet(this, HELD, RETURNING)) {
      return false;
    }
    returnedNanos = nanos;
    state = RETURNED; // last: who sees this may read the time
    return true;
  }

  /** Whether the caller is the first to record the end of the wait. */
  public boolean takeWait() {
    return state != WAITING && take(WAIT);
  }

  /** Whether the caller is the first to record the return. */
  public boolean takeUse() {
    return state == RETURNED && take(USE);
  }

  private boolean take(int part) {
    int before = taken;
    while ((before & part) == 0) {
      if (TAKEN.compareAndSet(this, before, before | part)) {
        return true;
      }
      before = taken;
    }
    return false;
  }

  public PoolRef pool() {
    return pool;
  }

  /** The MCP call that the connection was taken for; null when for none. */
  public @Nullable McpCall call() {
    return call;
  }

  public boolean isWaiting() {
    return state == WAITING;
  }

  public boolean isHeld() {
    return state == HELD;
  }

  public boolean hasFailed() {
    return state == FAILED;
  }

  /** Whether the pool gave up waiting. */
  public boolean isTimedOut() {
    return timedOut;
  }

  /** See {@link #acquired}. */
  public int key() {
    return key;
  }

  public long requestedNanos() {
    return requestedNanos;
  }

  /** When the connection, or the news that there is none, was there. */
  public long acquiredNanos() {
    return acquiredNanos;
  }

  public long returnedNanos() {
    return returnedNanos;
  }

  /** Name of the thread that asked. */
  public String threadName() {
    return threadName;
  }

  /** Id of the thread that asked. */
  public long threadId() {
    return threadId;
  }

  /** Who took the connection; null unless somebody asked for that. */
  public StackTraceElement @Nullable [] stack() {
    return stack == null ? null : stack.clone();
  }
}
