package io.mcpmonitor.event;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One connection from the moment somebody asks a pool for it to its return. It is published when
 * the connection is there, or will not come, and once more when it is returned; a consumer takes
 * each of the two parts once ({@link #takeWait}, {@link #takeUse}), because both may still wait in
 * the pipeline.
 *
 * <p>When it is over, the object is used again for another connection, so that borrowing allocates
 * nothing. No consumer may keep it; who looks at it from outside takes a {@link #look}.
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
  private static final int RETURNED = 2;
  private static final int FAILED = 3;
  private static final int WAIT = 1;
  private static final int USE = 2;

  private PoolRef pool;
  private long requestedNanos;
  private String threadName = "";
  private long threadId;
  private @Nullable McpCall call;
  private volatile int state = WAITING;
  private volatile int taken;
  private volatile int key;

  /** Odd while it is made ready for another use. */
  private volatile int version;

  private boolean kept;
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
    this.pool = pool;
    asks(call, requestedNanos);
  }

  private void asks(@Nullable McpCall call, long requestedNanos) {
    Thread thread = Thread.currentThread();
    this.call = call;
    this.requestedNanos = requestedNanos;
    this.threadName = thread.getName();
    this.threadId = thread.getId();
  }

  /** The object is used for another connection; like the constructor. */
  public void again(PoolRef pool, @Nullable McpCall call, long requestedNanos) {
    int odd = version + 1;
    version = odd;
    VarHandle.storeStoreFence();
    this.pool = pool;
    asks(call, requestedNanos);
    timedOut = false;
    acquiredNanos = 0;
    returnedNanos = 0;
    key = 0;
    taken = 0;
    state = WAITING;
    version = odd + 1;
  }

  /** Lets go of the application's work; whether the object may be used again. */
  public boolean release() {
    call = null;
    stack = null;
    return !kept && (state == RETURNED || state == FAILED);
  }

  /** Somebody will still read it: it must not be used again. */
  public void keep() {
    kept = true;
  }

  /** Grows with each use, so that who finds the object again knows whether it is the same use. */
  public int version() {
    return version;
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
    if (!STATE.compareAndSet(this, HELD, RETURNED)) {
      return false;
    }
    returnedNanos = nanos;
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

  /** Id of the thread that asked. */
  public long threadId() {
    return threadId;
  }

  /**
   * What another thread sees of it.
   *
   * @param pool who was asked
   * @param call the MCP call that the connection was taken for; null when for none
   * @param waiting whether there is no connection yet
   * @param sinceNanos since when it waits, or has the connection
   * @param threadName name of the thread that asked
   * @param threadId its id
   * @param stack who took the connection; null unless somebody asked for that
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record Look(
      PoolRef pool,
      @Nullable McpCall call,
      boolean waiting,
      long sinceNanos,
      String threadName,
      long threadId,
      StackTraceElement @Nullable [] stack) {}

  /** How it is at the moment; null when it neither waits nor holds a connection. */
  public @Nullable Look look() {
    int before = version;
    int seen = state;
    Look look =
        new Look(
            pool,
            call,
            seen == WAITING,
            seen == WAITING ? requestedNanos : acquiredNanos,
            threadName,
            threadId,
            stack);
    VarHandle.loadLoadFence();
    boolean same = (before & 1) == 0 && version == before && state == seen;
    return same && (seen == WAITING || seen == HELD) ? look : null;
  }
}
