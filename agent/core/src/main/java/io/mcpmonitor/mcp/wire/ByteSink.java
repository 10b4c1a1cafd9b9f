package io.mcpmonitor.mcp.wire;

/** Gets bytes as they pass by, in pieces of any size; may keep none of them. */
public interface ByteSink {
  void read(byte[] bytes, int from, int to);
}
