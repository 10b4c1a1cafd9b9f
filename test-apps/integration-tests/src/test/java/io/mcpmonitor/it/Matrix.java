package io.mcpmonitor.it;

/** How much is tested. */
final class Matrix {
  /** Every version in every way, as with {@code -Pmatrix}; else what is run every day. */
  static final boolean WHOLE = Boolean.getBoolean("mcp.monitor.test.matrix");

  private Matrix() {}
}
