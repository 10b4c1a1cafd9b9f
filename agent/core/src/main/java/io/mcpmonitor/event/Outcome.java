package io.mcpmonitor.event;

/** How an MCP call ended. */
public enum Outcome {
  /** A result, or a notification that was accepted. */
  OK,
  /** A result whose {@code isError} is true. */
  TOOL_ERROR,
  /** A JSON-RPC error object; {@link McpCall#errorCode()} has its code. */
  PROTOCOL_ERROR,
  /** An exception reached the protocol layer or the transport; there was no answer. */
  THREW,
  /** The caller withdrew the request, or the connection went away before the answer. */
  CANCELLED,
  /** The answer did not come within the caller's limit. */
  TIMED_OUT
}
