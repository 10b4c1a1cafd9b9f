package io.mcpmonitor.mcp;

import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.pipeline.Look;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import io.mcpmonitor.support.WeakList;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions of one application loader.
 *
 * <p>Some transports let go of a session without closing it when its client has gone: they only
 * take it out of their map. Such a map is watched once it is known ({@link #keptIn}): a session
 * that was in one and is in none any more is closed at the next look. What no known map holds is
 * noticed when the session object is collected.
 */
public final class McpSessions implements Look {
  private static final int MAX = 10_000;
  private static final int MAX_MAPS = 100;

  /** Sessions that were let go and may still have something to say. */
  private static final int MAX_LET_GO = 1_000;

  private final ConcurrentMap<String, Tracked> open = new ConcurrentHashMap<>();
  private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();
  private final WeakList<Map<?, ?>> maps = new WeakList<>(MAX_MAPS);
  private final Pipeline pipeline;
  private final Drops drops;

  public McpSessions(Pipeline pipeline, Drops drops) {
    this.pipeline = pipeline;
    this.drops = drops;
    pipeline.lookAt(this);
  }

  private static final class Tracked extends WeakReference<Object> {
    final McpSession session;

    /** It is closed: what a handler says to a client that has gone opens no other session. */
    final boolean letGo;

    /** Whether it was in one of the maps. */
    volatile boolean kept;

    Tracked(Object owner, McpSession session, ReferenceQueue<Object> queue, boolean letGo) {
      super(owner, queue);
      this.session = session;
      this.letGo = letGo;
    }
  }

  /** The session with this id, open or let go; null when it has not been met. */
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
    Tracked tracked = new Tracked(owner, session, dropped, false);
    Tracked other = open.putIfAbsent(id, tracked);
    if (other != null) {
      return other.session;
    }
    pipeline.publish(new McpEvent.SessionOpened(session));
    if (isKept(owner)) {
      tracked.kept = true; // and not before it was told: from now on a look may close it
    }
    return session;
  }

  public void close(String id, CloseReason reason) {
    Tracked tracked = open.remove(id);
    if (tracked != null) {
      tracked.clear();
      closed(tracked, reason);
    }
    closeDropped();
  }

  /**
   * A transport of the application keeps its sessions in this map. Cheap when the map is known.
   *
   * @param map its values are session objects; anything but a map for many threads is ignored
   */
  public void keptIn(@Nullable Object map) {
    if (map instanceof ConcurrentMap<?, ?> known && !maps.contains(known) && !maps.add(known)) {
      drops.count(Drops.Reason.SESSION_TABLE_FULL);
    }
  }

  /** Closes the sessions that were collected, and those that their transports have let go. */
  @Override
  public void look() {
    closeDropped();
    List<Map<?, ?>> known = maps.all();
    if (known.isEmpty() || open.isEmpty()) {
      return;
    }
    List<Tracked> met = new ArrayList<>();
    int letGo = 0;
    for (Tracked tracked : open.values()) {
      if (tracked.letGo) {
        letGo++;
      } else {
        met.add(tracked);
      }
    }
    if (letGo > MAX_LET_GO) {
      open.values().removeIf(tracked -> tracked.letGo);
    }
    Set<Object> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Map<?, ?> map : known) { // after the sessions: one that begins meanwhile was not met
      kept.addAll(map.values());
    }
    for (Tracked tracked : met) {
      Object owner = tracked.get();
      if (owner != null && kept.contains(owner)) {
        tracked.kept = true;
      } else if (owner != null && tracked.kept) {
        letGo(tracked, owner);
      }
    }
  }

  private boolean isKept(Object owner) {
    for (Map<?, ?> map : maps.all()) {
      for (Object session : map.values()) {
        if (session == owner) {
          return true;
        }
      }
    }
    return false;
  }

  private void letGo(Tracked tracked, Object owner) {
    McpSession session = tracked.session;
    if (open.replace(session.id(), tracked, new Tracked(owner, session, dropped, true))) {
      tracked.clear();
      closed(tracked, CloseReason.DISCONNECTED);
    }
  }

  private void closeDropped() {
    for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      Tracked tracked = (Tracked) gone;
      if (open.remove(tracked.session.id(), tracked)) {
        closed(tracked, CloseReason.ABANDONED);
      }
    }
  }

  private void closed(Tracked tracked, CloseReason reason) {
    if (!tracked.letGo) {
      pipeline.publish(new McpEvent.SessionClosed(tracked.session, reason, System.nanoTime()));
    }
  }
}
