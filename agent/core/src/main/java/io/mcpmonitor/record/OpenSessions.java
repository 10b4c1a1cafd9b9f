package io.mcpmonitor.record;

import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The sessions that are open. All are counted, the first ten thousand are shown. */
public final class OpenSessions {
  private static final int MAX_SHOWN = 10_000;

  private final Drops drops;
  private final Map<McpSession, Boolean> shown = new IdentityHashMap<>();
  private final int[] open = new int[Side.values().length];
  private final int[] notShown = new int[Side.values().length];

  OpenSessions(Drops drops) {
    this.drops = drops;
  }

  /** How many sessions are open in which this process is the given end. */
  public synchronized int count(Side side) {
    return open[side.ordinal()];
  }

  /** The sessions that are shown, oldest first. */
  public List<McpSession> list() {
    List<McpSession> sessions;
    synchronized (this) {
      sessions = new ArrayList<>(shown.keySet());
    }
    sessions.sort(Comparator.comparingLong(McpSession::openedNanos));
    return sessions;
  }

  synchronized void opened(McpSession session) {
    if (shown.containsKey(session)) {
      return;
    }
    int side = session.wire().side().ordinal();
    if (shown.size() < MAX_SHOWN) {
      shown.put(session, Boolean.TRUE);
    } else {
      notShown[side]++;
      drops.count(Drops.Reason.SESSION_TABLE_FULL);
    }
    open[side]++;
  }

  synchronized void closed(McpSession session) {
    int side = session.wire().side().ordinal();
    if (shown.remove(session) != null) {
      open[side]--;
    } else if (notShown[side] > 0) { // otherwise its opening was never seen
      notShown[side]--;
      open[side]--;
    }
  }
}
