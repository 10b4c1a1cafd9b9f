package io.mcpmonitor.output.otlp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one request. */
sealed interface Answer {

  /**
   * The collector took it.
   *
   * @param rejected how many items it did not want
   * @param words what it said about them
   */
  record Accepted(long rejected, String words) implements Answer {}

  /**
   * The collector did not take it, or could not be reached.
   *
   * @param words why, for people
   * @param again whether a later attempt may succeed
   * @param retryAfter how long the collector wants to be left alone; null when it did not say
   */
  record Refused(String words, boolean again, @Nullable Duration retryAfter) implements Answer {}
}
