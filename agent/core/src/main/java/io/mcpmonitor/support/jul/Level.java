package io.mcpmonitor.support.jul;

/** How important a library finds what it says; those that the bundled libraries use. */
public enum Level {
  FINEST,
  FINE,
  INFO,
  WARNING,
  SEVERE
}
