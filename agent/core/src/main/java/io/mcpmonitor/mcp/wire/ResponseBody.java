package io.mcpmonitor.mcp.wire;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpTransport;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a server answers, and asks: one JSON document, or a stream of events, which may outlast the
 * request.
 */
final class ResponseBody extends HttpBody implements EventStreamReader.Listener {
  private final @Nullable EventStreamReader events;

  ResponseBody(HttpExchange exchange) {
    super(exchange, exchange.head.responseHeader("Content-Encoding"));
    String type = exchange.head.responseHeader("Content-Type");
    events = type != null && type.contains("event-stream") ? new EventStreamReader(this) : null;
  }

  @Override
  ByteSink plain() {
    return events == null ? reader : events;
  }

  /** Whether a client that loses its connection may ask for the rest. */
  boolean isResumable() {
    return events != null && events.hasIds();
  }

  @Override
  public void data(byte[] bytes, int from, int to) {
    reader.read(bytes, from, to);
  }

  @Override
  public void event(boolean isEndpoint, @Nullable String endpoint) {
    reader.reset();
    if (exchange.isPost || exchange.isMcp()) {
      return;
    }
    if (isEndpoint && endpoint != null) {
      exchange.foundMcp();
      exchange.wire.endpoint(endpoint, exchange.client);
    } else { // a stream of another kind
      giveUp();
      exchange.missedMcp();
    }
  }

  @Override
  public void message(Message message) {
    if (!exchange.isMcp()) {
      return;
    }
    if (message.method() != null) {
      exchange.calls.asks(message, exchange.client);
      return;
    }
    McpCall call = take(message.id());
    if (call == null) {
      return;
    }
    String session = session(message, call);
    exchange.calls.answers(message, call, exchange.client, session);
    if (session != null && exchange.client.session() != null) {
      exchange.wire.begun(session, exchange.client);
    }
  }

  private @Nullable McpCall take(@Nullable Object id) {
    if (id == null) {
      return null;
    }
    List<McpCall> pending = exchange.pending;
    for (int i = 0; i < pending.size(); i++) {
      McpCall call = pending.get(i);
      if (!call.isNotification() && Objects.equals(call.requestId(), id)) {
        pending.remove(i);
        return call;
      }
    }
    return exchange.calls.taken(exchange.client, id);
  }

  /** The session that begins with this answer, or is met with it for the first time. */
  private @Nullable String session(Message message, McpCall call) {
    WireClient client = exchange.client;
    if (message.isError() || client.session() != null) {
      return null;
    }
    if (client.sessionId() != null) {
      return client.sessionId();
    }
    String id = exchange.head.responseHeader(HttpWire.SESSION_HEADER);
    if (id != null) {
      client.wire(WireClient.server(McpTransport.STREAMABLE_HTTP));
      call.wire(client.wire());
    }
    return id;
  }

  @Override
  public void unreadable() {
    notJsonRpc();
  }

  @Override
  public void foreign() {
    notJsonRpc();
  }

  /** One document is given up; of a stream the next event may be another matter. */
  private void notJsonRpc() {
    if (events == null) {
      giveUp();
    }
  }
}
