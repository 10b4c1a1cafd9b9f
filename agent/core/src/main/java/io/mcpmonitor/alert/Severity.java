package io.mcpmonitor.alert;

/** How urgent an alert is. */
public enum Severity {
  /** Somebody should look at it. */
  WARNING,
  /** What the server is for does not work. */
  CRITICAL
}
