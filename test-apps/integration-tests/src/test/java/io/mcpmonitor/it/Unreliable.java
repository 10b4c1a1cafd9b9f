package io.mcpmonitor.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A server whose library may leave a request without its answer, with and without the agent. */
interface Unreliable {
  int MAX_ATTEMPTS = 4;

  /** Whether a request may get no answer. */
  boolean mayGoMute();

  /** Whether a connection may break. */
  default boolean mayBreak() {
    return false;
  }

  /** Runs it again when a request got no answer, where that is no fault of the agent. */
  default <T> T again(Supplier<T> run) {
    return again(toString(), mayGoMute(), mayBreak(), run);
  }

  /**
   * Runs it again when a request got no answer, where that is no fault of the agent.
   *
   * @param server its name, for the message of the last failure
   * @param mayBreak whether a broken connection is none either
   */
  static <T> T again(String server, boolean mayGoMute, boolean mayBreak, Supplier<T> run) {
    for (int attempt = 1; ; attempt++) {
      try {
        return run.get();
      } catch (RuntimeException failure) {
        if (!mayGoMute || !isOfTheConnection(failure, mayBreak) || attempt == MAX_ATTEMPTS) {
          throw new IllegalStateException(
              server + ", attempt " + attempt + ": " + failure.getMessage(), failure);
        }
      }
    }
  }

  private static boolean isOfTheConnection(Throwable failure, boolean mayBreak) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (mayBreak && cause instanceof UncheckedIOException) { // the process has ended
        return false;
      }
      if (cause instanceof TimeoutException || (mayBreak && cause instanceof IOException)) {
        return true;
      }
    }
    return false;
  }
}
