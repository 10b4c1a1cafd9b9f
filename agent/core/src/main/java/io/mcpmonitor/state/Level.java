package io.mcpmonitor.state;

/** How good something is. */
public enum Level {
  GOOD,
  WARN,
  BAD
}
