package io.mcpmonitor.event;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One connection from the moment somebody asks a pool for it to its return. It is published when
 * the connection is there, or will not come, and once more when it is returned. Each of the two
 * parts is complete before it can be seen, and a consumer takes it once ({@link #takeWait}, {@link
 * #takeUse}), because both may still wait in the pipeline.
 *
 * <p>When all consumers have had all of it ({@link #delivered}) the same object serves for another
 * connection: that is its next turn. So a consumer must not keep it, and who looks at it meanwhile
 * gets a copy that is of one turn ({@link #waiter}, {@link #holder}).
 *
 * <p>All times are on the clock of {@link System#nanoTime()}.
 */
public final class Borrow implements PoolEvent {
  private static final AtomicIntegerFieldUpdater<Borrow> PARTS =
      AtomicIntegerFieldUpdater.newUpdater(Borrow.class, "parts");
  private static final AtomicIntegerFieldUpdater<Borrow> STATE =
      AtomicIntegerFieldUpdater.newUpdater(Borrow.class, "state");

  private static final int WAITING = 1;
  private static final int HELD = 2;
  private static final int RETURNING = 3;
  private static final int RETURNED = 4;
  private static final int FAILED = 5;
  private static final int PHASE = 7;
  private static final int TURN_SHIFT = 3;

  private static final int WAIT_TAKEN = 1;
  private static final int USE_TAKEN = 2;
  private static final int ONE_DELIVERY = 4;

  /** The number of the turn, and the phase that it is in. */
  private volatile int state;

  /** What was taken in this turn, and how often it was delivered. */
  private volatile int parts;

  private PoolRef pool;
  private @Nullable McpCall call;
  private long threadId;
  private String threadName;
  private long requestedNanos;
  private volatile int key;
  private boolean timedOut;
  private long acquiredNanos;
  private long returnedNanos;
  private StackTraceElement @Nullable [] stack;

  /**
   * @param pool the first pool that is asked
   */
  public Borrow(PoolRef pool) {
    this.pool = pool;
    this.threadName = "";
  }

  /**
   * Somebody asks for a connection, on this thread.
   *
   * @param asked the pool
   * @param cause the MCP call whose work the thread does; null outside of any
   */
  @SuppressWarnings("ReferenceEquality") // the same object needs no writing
  public void begins(PoolRef asked, @Nullable McpCall cause, long nanos) {
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    // To write a reference into an old object costs more than to see that it is there already.
    if (pool != asked) {
      pool = asked;
    }
    if (threadName != name) {
      threadName = name;
    }
    if (call != cause) {
      call = cause;
    }
    threadId = thread.getId();
    requestedNanos = nanos;
    timedOut = false;
    parts = 0;
    state = ((turn() + 1) << TURN_SHIFT) | WAITING; // last: who sees this may read the rest
  }

  /**
   * The connection is there.
   *
   * @param identityHash of the connection, by which it is found again when returned
   * @param taker who took it; null unless somebody asked for that
   */
  public void acquired(int identityHash, long nanos, StackTraceElement @Nullable [] taker) {
    key = identityHash;
    acquiredNanos = nanos;
    if (stack != taker) {
      stack = taker;
    }
    enters(HELD);
  }

  /**
   * There will be no connection.
   *
   * @param tooLate whether the pool gave up waiting for one
   */
  public void failed(boolean tooLate, long nanos) {
    timedOut = tooLate;
    acquiredNanos = nanos;
    enters(FAILED);
  }

  /** The connection goes back; false when it has already. */
  public boolean returned(long nanos) {
    int before = state;
    if ((before & PHASE) != HELD
        || !STATE.compareAndSet(this, before, (before & ~PHASE) | RETURNING)) {
      return false;
    }
    returnedNanos = nanos;
    enters(RETURNED); // last: who sees this may read the time
    return true;
  }

  private void enters(int phase) {
    state = (state & ~PHASE) | phase;
  }

  /** Whether the caller is the first to record the end of the wait. */
  public boolean takeWait() {
    return phase() != WAITING && take(WAIT_TAKEN);
  }

  /** Whether the caller is the first to record the return. */
  public boolean takeUse() {
    return phase() == RETURNED && take(USE_TAKEN);
  }

  private boolean take(int part) {
    int before = parts;
    while ((before & part) == 0) {
      if (PARTS.compareAndSet(this, before, before | part)) {
        return true;
      }
      before = parts;
    }
    return false;
  }

  /**
   * All consumers have had what was published once.
   *
   * @return whether nothing more of this turn will come, so that another may begin; it then refers
   *     to no call any more
   */
  public boolean delivered() {
    int deliveries = PARTS.addAndGet(this, ONE_DELIVERY) / ONE_DELIVERY;
    if (deliveries < (hasFailed() ? 1 : 2)) {
      return false;
    }
    call = null;
    stack = null;
    return true;
  }

  /** Who waits for the connection; null when nobody does any more. */
  public @Nullable Borrower waiter() {
    return borrowerIn(WAITING);
  }

  /** Who holds the connection; null when nobody does, or not yet. */
  public @Nullable Borrower holder() {
    return borrowerIn(HELD);
  }

  private @Nullable Borrower borrowerIn(int phase) {
    int before = state;
    if ((before & PHASE) != phase) {
      return null;
    }
    boolean waits = phase == WAITING;
    Borrower borrower =
        new Borrower(
            pool,
            call,
            threadName,
            threadId,
            waits,
            waits ? requestedNanos : acquiredNanos,
            waits ? null : stack);
    VarHandle.acquireFence(); // what was read is of that state, if it is still the same
    return state == before ? borrower : null;
  }

  private int phase() {
    return state & PHASE;
  }

  /** The number of this turn, for {@link #isHeldIn}. */
  public int turn() {
    return state >>> TURN_SHIFT;
  }

  /** Whether the connection of that turn is still held. */
  public boolean isHeldIn(int turn) {
    return state == ((turn << TURN_SHIFT) | HELD);
  }

  public PoolRef pool() {
    return pool;
  }

  public boolean hasFailed() {
    return phase() == FAILED;
  }

  /** Whether the pool gave up waiting. */
  public boolean isTimedOut() {
    return timedOut;
  }

  /** See {@link #acquired}. */
  public int key() {
    return key;
  }

  /** Id of the thread that asked. */
  public long threadId() {
    return threadId;
  }

  /** How long it took until the connection, or the news that there is none, was there. */
  public long waitNanos() {
    return Math.max(0, acquiredNanos - requestedNanos);
  }

  /** How long the connection was held. */
  public long useNanos() {
    return Math.max(0, returnedNanos - acquiredNanos);
  }
}
