package io.mcpmonitor.mcp;

import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions of one application loader. A session object that the application drops without
 * closing it (an SSE client that went away) is noticed when it is collected.
 */
public final class McpSessions {
  private static final int MAX = 10_000;

  private final ConcurrentMap<String, Tracked> open = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();
  private final Pipeline pipeline;
  private final Drops drops;

  public McpSessions(Pipeline pipeline, Drops drops) {
    this.pipeline = pipeline;
    this.drops = drops;
  }

  private static final class Tracked extends WeakReference<Object> {
    final McpSession session;

    Tracked(Object owner, McpSession session, ReferenceQueue<Object> queue) {
      super(owner, queue);
      this.session = session;
    }
  }

  /** The open session with this id; null when it has not been met. */
  public @Nullable McpSession find(String id) {
    Tracked tracked = open.get(id);
    return tracked == null ? null : tracked.session;
  }

  /**
   * Opens a session that is met for the first time; null when too many are open.
   *
   * @param owner the library's session object
   * @param wire what is known of the connection
   */
  public @Nullable McpSession open(String id, Object owner, Wire wire) {
    closeDropped();
    if (open.size() >= MAX) {
      drops.count(Drops.Reason.SESSION_TABLE_FULL);
      return null;
    }
    McpSession session = new McpSession(id, wire, System.nanoTime());
    Tracked other = open.putIfAbsent(id, new Tracked(owner, session, dropped));
    if (other != null) {
      return other.session;
    }
    pipeline.publish(new McpEvent.SessionOpened(session));
    return session;
  }

  public void close(String id, CloseReason reason) {
    Tracked tracked = open.remove(id);
    if (tracked != null) {
      tracked.clear();
      closed(tracked.session, reason);
    }
    closeDropped();
  }

  private void closeDropped() {
    for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      McpSession session = ((Tracked) gone).session;
      if (open.remove(session.id(), gone)) {
        closed(session, CloseReason.ABANDONED);
      }
    }
  }

  private void closed(McpSession session, CloseReason reason) {
    pipeline.publish(new McpEvent.SessionClosed(session, reason, System.nanoTime()));
  }
}
