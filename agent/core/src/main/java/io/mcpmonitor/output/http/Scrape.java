package io.mcpmonitor.output.http;

import org.jspecify.annotations.Nullable;

/** Answers {@code /metrics}. */
@FunctionalInterface
public interface Scrape {
  /**
   * Renders the metrics of this moment. Called on one thread, one call at a time.
   *
   * @param accept the Accept header; null when the client sent none
   * @param acceptEncoding the Accept-Encoding header; null when the client sent none
   * @param query the raw query without {@code ?}; null without one
   * @return the answer, already compressed when its headers say so
   */
  HttpAnswer scrape(
      @Nullable String accept, @Nullable String acceptEncoding, @Nullable String query);
}
