package io.mcpmonitor.event;

/** Which end of an operation this process is. */
public enum Side {
  /** The peer asked, this process answers. */
  SERVER,
  /** This process asked: an MCP client, or a server that samples, elicits, pings or notifies. */
  CLIENT
}
