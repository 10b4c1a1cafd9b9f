package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.mcp.CallSlots;
import io.mcpmonitor.mcp.ClientCalls;
import io.mcpmonitor.mcp.MessageSizes;
import io.mcpmonitor.mcp.ServerCalls;
import io.mcpmonitor.pipeline.Current;
import io.modelcontextprotocol.kotlin.sdk.shared.Protocol;
import io.modelcontextprotocol.kotlin.sdk.shared.Transport;
import java.lang.ref.WeakReference;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The state of the probe for the SDK, for one application loader. */
final class KotlinScope {
  private static final String CLIENT = "io.modelcontextprotocol.kotlin.sdk.client.Client";
  private static final int MAX_CLASSES = 100;

  final ProbeContext context;
  final SdkTypes types = SdkTypes.find();
  final ServerCalls calls;
  final ClientCalls asked;
  final Current current;

  /** Of messages that were read and are not handled yet. */
  final MessageSizes sizes = new MessageSizes();

  /** Calls whose message is sent and not written yet, by the message. */
  final CallSlots unwritten;

  final Transports transports = new Transports();

  private final Map<Side, Map<McpTransport, Wire>> wires = new EnumMap<>(Side.class);
  private final Map<Class<?>, Side> sides = new ConcurrentHashMap<>();
  private volatile @Nullable Named lastNamed;

  /** The name of a session without one: nearly every process has one of these at a time. */
  private record Named(WeakReference<Object> owner, String id) {}

  KotlinScope(ProbeContext context) {
    this.context = context;
    KotlinFields fields = new KotlinFields(types);
    this.calls =
        new ServerCalls(
            context.probeId(), context.pipeline(), context.capture(), context.drops(), fields);
    this.asked =
        new ClientCalls(
            context.pipeline(), context.capture(), fields, calls.sessions(), calls.names());
    this.unwritten = new CallSlots(false, context.drops());
    this.current = context.pipeline().current();
    for (Side side : Side.values()) {
      Map<McpTransport, Wire> known = new EnumMap<>(McpTransport.class);
      for (McpTransport transport : McpTransport.values()) {
        known.put(transport, new Wire(side, transport, null));
      }
      wires.put(side, known);
    }
  }

  /** The session of a server or client; null where there is none, and when too many are open. */
  @Nullable McpSession session(Protocol owner, @Nullable Transport transport) {
    Transports.Kind kind = transports.of(transport);
    String id = sessionId(owner, kind, transport);
    if (id == null) {
      return null;
    }
    McpSession known = calls.sessions().find(id);
    return known != null
        ? known
        : calls.sessions().open(id, owner, wire(side(owner), kind.transport));
  }

  /** What is known of a connection without a session. */
  Wire wire(Side side, @Nullable Object transport) {
    Transports.Kind kind = transports.of(transport);
    boolean stateless = kind == Transports.Kind.STREAMABLE_SERVER;
    return wire(side, stateless ? McpTransport.STATELESS_HTTP : kind.transport);
  }

  /** The id of a session; null for a server without sessions. */
  @Nullable String sessionId(Protocol owner, Transports.Kind kind, @Nullable Object transport) {
    String ofTransport = Transports.sessionId(kind, transport);
    if (ofTransport != null || kind == Transports.Kind.STREAMABLE_SERVER) {
      return ofTransport;
    }
    String ofSession = types.sessionId(owner);
    return ofSession != null ? ofSession : named(owner);
  }

  private String named(Object owner) {
    Named last = lastNamed;
    if (last == null || !last.owner().refersTo(owner)) {
      String id = "session-".concat(Integer.toHexString(System.identityHashCode(owner)));
      last = new Named(new WeakReference<>(owner), id);
      lastNamed = last;
    }
    return last.id();
  }

  private Side side(Object owner) {
    Side known = sides.get(owner.getClass());
    if (known != null) {
      return known;
    }
    Side side = Side.SERVER;
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(CLIENT)) {
        side = Side.CLIENT;
      }
    }
    if (sides.size() < MAX_CLASSES) {
      sides.put(owner.getClass(), side);
    }
    return side;
  }

  @SuppressWarnings("NullAway") // has every side and transport
  private Wire wire(Side side, McpTransport transport) {
    return wires.get(side).get(transport);
  }
}
