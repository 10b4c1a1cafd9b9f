package io.mcpmonitor.event;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Something with a beginning and an end. What it causes are operations too, of which it is the
 * parent: together they are one trace.
 *
 * <p>All times are on the clock of {@link System#nanoTime()}. Fields set after construction are
 * written by one thread at a time and become visible with the end; who reads an operation in flight
 * may see a slightly older state.
 */
public abstract sealed class Operation implements Event permits McpCall, HttpCall, SqlCall {
  /** Not a VarHandle: linking one costs more classes than the agent may add to a start. */
  private static final AtomicIntegerFieldUpdater<Operation> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Operation.class, "ended");

  private final long beginNanos;
  private @Nullable Operation parent;
  private @Nullable TraceContext remoteParent;
  private @Nullable TraceContext link;
  private @Nullable TraceContext trace;
  private @Nullable ForeignSpan foreignSpan;
  private volatile int ended;
  private long endNanos;
  private int place = -1;

  Operation(long beginNanos) {
    this.beginNanos = beginNanos;
  }

  /** Whether this was the first of several ends; only that one counts. */
  final boolean endsAt(long nanos) {
    if (!ENDED.compareAndSet(this, 0, 1)) {
      return false;
    }
    endNanos = nanos;
    return true;
  }

  /** Notes what caused this operation in this process. */
  public final void parent(@Nullable Operation cause) {
    this.parent = cause;
  }

  /** What caused this operation in this process; null when nothing that is known. */
  public final @Nullable Operation parent() {
    return parent;
  }

  /** Notes what caused this operation in another process. */
  public final void remoteParent(@Nullable TraceContext cause) {
    this.remoteParent = cause;
  }

  /** Notes what else this operation belongs to, such as the HTTP request that it came with. */
  public final void link(@Nullable TraceContext other) {
    this.link = other;
  }

  /** What else this operation belongs to; null for most. */
  public final @Nullable TraceContext link() {
    return link;
  }

  /** Where in a trace the cause of this operation is; null when unknown. */
  public final @Nullable TraceContext parentTrace() {
    Operation cause = parent;
    return cause != null && cause.trace != null ? cause.trace : remoteParent;
  }

  /** Whether the cause is in another process. */
  public final boolean hasRemoteParent() {
    return remoteParent != null && parentTrace() == remoteParent;
  }

  /** Notes the place of this operation in a trace. */
  public final void trace(TraceContext place) {
    this.trace = place;
  }

  /** The place of this operation in a trace; null while traces are off. */
  public final @Nullable TraceContext trace() {
    return trace;
  }

  /** Notes the span that another agent keeps for this operation. */
  public final void foreignSpan(ForeignSpan span) {
    this.foreignSpan = span;
  }

  /** The span that another agent keeps for this operation; null when it is ours to export. */
  public final @Nullable ForeignSpan foreignSpan() {
    return foreignSpan;
  }

  public final long beginNanos() {
    return beginNanos;
  }

  public final boolean isEnded() {
    return ended != 0;
  }

  public final long endNanos() {
    return endNanos;
  }

  /** Notes where the table of operations in flight keeps this one. */
  public final void place(int index) {
    this.place = index;
  }

  /** Where the table of operations in flight keeps this one; negative when nowhere. */
  public final int place() {
    return place;
  }
}
