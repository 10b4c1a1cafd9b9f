package io.mcpmonitor.mcp;

import io.mcpmonitor.event.Implementation;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.pipeline.Pipeline;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who talks to whom. Up to 2025-11-25 both ends say it once, with {@code initialize}; since
 * 2026-07-28, which has no sessions, with every message.
 */
public final class Introductions {
  private static final int MAX_SERVERS = 100;
  private static final String META = "_meta";
  private static final String CLIENT_INFO = "io.modelcontextprotocol/clientInfo";
  private static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
  private static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";

  private final Pipeline pipeline;
  private final Fields fields;
  private final Set<String> servers = ConcurrentHashMap.newKeySet();

  /** What a request said last: most say the same again. */
  private volatile @Nullable Wire lastWire;

  private volatile @Nullable Implementation lastClient;

  /**
   * @param fields how the library keeps the parameters of its messages
   */
  public Introductions(Pipeline pipeline, Fields fields) {
    this.pipeline = pipeline;
    this.fields = fields;
  }

  /** Takes from a request without a session what it says of its client and of the protocol. */
  public void ofRequest(McpCall call, @Nullable Object params) {
    Object meta = fields.get(params, META);
    String version = meta == null ? null : fields.text(meta, PROTOCOL_VERSION);
    if (version == null) {
      return;
    }
    Wire wire = call.wire();
    Wire last = lastWire;
    if (last == null
        || last.transport() != wire.transport()
        || !version.equals(last.protocolVersion())) {
      last = wire.withProtocolVersion(version);
      lastWire = last;
    }
    call.wire(last);
    Object client = fields.get(meta, CLIENT_INFO);
    if (client != null) {
      call.peer(client(client));
    }
  }

  /** Takes from an {@code initialize} request what it says of its client. */
  void ofClient(McpCall call, @Nullable McpSession session, @Nullable Object params) {
    Object client = fields.get(params, "clientInfo");
    if (session != null) {
      session.peer(fields.text(client, "name"), fields.text(client, "version"));
    } else {
      call.peer(client(client));
    }
  }

  /** Takes from the answer to {@code initialize} what it says of the server and the protocol. */
  void ofServer(McpCall call, @Nullable McpSession session, @Nullable Object result) {
    String version = fields.text(result, "protocolVersion");
    String name = server(fields.get(result, "serverInfo"));
    if (session == null) {
      call.wire(call.wire().withProtocolVersion(version));
    } else {
      session.protocolVersion(version);
      session.server(name);
      call.session(session, Side.SERVER);
    }
  }

  /** A client, by its {@code clientInfo}. */
  private Implementation client(@Nullable Object info) {
    String name = fields.text(info, "name");
    String version = fields.text(info, "version");
    Implementation last = lastClient;
    if (last == null || !last.is(name, version)) {
      last = Implementation.of(name, version);
      lastClient = last;
    }
    return last;
  }

  /** Takes from a result what it says of the server, unless one is known already. */
  void ofResult(@Nullable Object result, boolean evenIfKnown) {
    if (evenIfKnown || servers.isEmpty()) {
      String unused = server(fields.get(fields.get(result, META), SERVER_INFO));
    }
  }

  /** A server, by its {@code serverInfo}: its name, null when it says none. */
  private @Nullable String server(@Nullable Object info) {
    String name = fields.text(info, "name");
    server(name, fields.text(info, "version"));
    return name;
  }

  /** A server of this process has told its name. */
  public void server(@Nullable String name, @Nullable String version) {
    if (name != null && servers.size() < MAX_SERVERS && servers.add(name)) {
      pipeline.publish(new McpEvent.ServerStarted(name, version));
    }
  }
}
