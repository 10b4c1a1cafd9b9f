package io.mcpmonitor.record;

import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The sessions that are open. All are counted, the first ten thousand are shown. */
public final class OpenSessions {
  private static final int MAX_SHOWN = 10_000;

  private final Drops drops;
  private final Set<McpSession> shown = new HashSet<>();
  private final Count servers = new Count();
  private final Count clients = new Count();

  OpenSessions(Drops drops) {
    this.drops = drops;
  }

  /** How many sessions are open in which this process is the given end. */
  public synchronized int count(Side side) {
    return countOf(side).open;
  }

  /** The sessions that are shown, oldest first. */
  public List<McpSession> list() {
    List<McpSession> sessions;
    synchronized (this) {
      sessions = new ArrayList<>(shown);
    }
    sessions.sort(Comparator.comparingLong(McpSession::openedNanos));
    return sessions;
  }

  synchronized void opened(McpSession session) {
    if (shown.contains(session)) {
      return;
    }
    Count count = countOf(session.wire().side());
    if (shown.size() < MAX_SHOWN) {
      shown.add(session);
    } else {
      count.notShown++;
      drops.count(Drops.Reason.SESSION_TABLE_FULL);
    }
    count.open++;
  }

  synchronized void closed(McpSession session) {
    Count count = countOf(session.wire().side());
    if (shown.remove(session)) {
      count.open--;
    } else if (count.notShown > 0) { // otherwise its opening was never seen
      count.notShown--;
      count.open--;
    }
  }

  private Count countOf(Side side) {
    return side == Side.SERVER ? servers : clients;
  }

  private static final class Count {
    int open;
    int notShown;
  }
}
