package io.mcpmonitor.capture;

/** How much of the content of calls is kept. */
public enum CaptureLevel {
  /** Names, sizes and times only. */
  METADATA,
  /** Also which fields there are, of which type and length. */
  SHAPES,
  /** Also their values, without what may be a secret. */
  VALUES
}
