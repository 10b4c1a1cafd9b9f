package io.mcpmonitor.event;

/** Why an MCP session ended. */
public enum CloseReason {
  /** This process closed it. */
  CLOSED,
  /** The client ended it (HTTP DELETE). */
  DELETED,
  /** The connection ended under it: its transport closed it, or let go of it without closing it. */
  DISCONNECTED,
  /**
   * The application dropped the session object without closing it, and nothing told of that but the
   * garbage collector.
   */
  ABANDONED
}
