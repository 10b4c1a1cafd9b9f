package io.mcpmonitor.mcp.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * At which paths of a process there is MCP. A path where there is none is soon left alone, unless a
 * client says that it speaks MCP.
 */
final class HttpPaths {
  private static final int MOST_PATHS = 256;
  private static final int MOST_MISSES = 50;

  private final Map<String, State> known = new ConcurrentHashMap<>();

  /** All the paths that there is no room for, such as those with a number of an order in them. */
  private final State others = new State();

  /** What was found at one path; races only make it count a little less. */
  static final class State {
    private volatile boolean mcp;
    private int misses;

    /** There was a message of MCP. */
    void hit() {
      mcp = true;
    }

    /** There was something else. */
    void miss() {
      misses++;
    }

    boolean isMcp() {
      return mcp;
    }

    /** Whether it is worth looking at what comes here. */
    boolean isOpen() {
      return mcp || misses < MOST_MISSES;
    }
  }

  State of(String path) {
    State state = known.get(path);
    if (state != null) {
      return state;
    }
    if (known.size() >= MOST_PATHS) {
      return others;
    }
    State fresh = new State();
    State other = known.putIfAbsent(path, fresh);
    return other == null ? fresh : other;
  }

  /** Those that share a place with many others get one of their own once there is MCP. */
  State found(String path, State state) {
    State own = state;
    if (state == others) {
      own = new State();
      known.put(path, own);
    }
    own.hit();
    return own;
  }
}
