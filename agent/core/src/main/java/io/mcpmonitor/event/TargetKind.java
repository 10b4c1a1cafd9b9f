package io.mcpmonitor.event;

/** What the name in a request names. */
public enum TargetKind {
  TOOL,
  PROMPT
}
