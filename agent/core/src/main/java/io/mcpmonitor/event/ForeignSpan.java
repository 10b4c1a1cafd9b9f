package io.mcpmonitor.event;

import org.jspecify.annotations.Nullable;

/**
 * A span that another agent in the process keeps for one of our operations, so that it is part of
 * that agent's traces.
 */
public interface ForeignSpan {
  /**
   * The current thread works for this span from now on.
   *
   * @return to be handed to {@link #leave}
   */
  Object enter();

  /** The current thread works again for what it worked for before {@link #enter}. */
  void leave(Object entered);

  /** Sets the name once it is known better. */
  void name(String name);

  /** Sets an attribute: a text, a whole number, a decimal number or a truth value. */
  void attribute(String key, Object value);

  /** Adds something that happened meanwhile. */
  void event(String name, long epochNanos);

  /**
   * Marks the span as failed.
   *
   * @param message what the error said, if that may be known
   */
  void failed(@Nullable String message);

  /** Ends the span. */
  void end(long epochNanos);
}
