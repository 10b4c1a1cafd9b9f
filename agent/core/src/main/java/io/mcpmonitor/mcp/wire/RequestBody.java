package io.mcpmonitor.mcp.wire;

import io.mcpmonitor.event.Arrival;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.pipeline.Current;
import io.mcpmonitor.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

/** What a client posts: requests, notifications, and answers to requests of the server. */
final class RequestBody extends HttpBody {
  RequestBody(HttpExchange exchange) {
    super(exchange, exchange.head.requestHeader("Content-Encoding"));
  }

  @Override
  ByteSink plain() {
    return reader;
  }

  @Override
  public void message(Message message) {
    if (!exchange.isMcp()) {
      if (!exchange.isAtMcp() && !WireCalls.isMcp(message, HttpWire.namesMcp(exchange.head))) {
        giveUp();
        return;
      }
      exchange.foundMcp();
    }
    McpCall call = received(message);
    if (call == null) {
      if (message.method() == null && (message.isResult() || message.isError())) {
        exchange.calls.answered(message, exchange.client);
      } else {
        exchange.calls.malformed(McpEvent.Malformed.NOT_JSON_RPC);
      }
      return;
    }
    exchange.pending.add(call);
    if (call.isNotification()) {
      if (call.method().equals(McpMethods.CANCELLED)) {
        cancelled(message);
      }
    } else if (exchange.answersElsewhere()) {
      exchange.calls.awaitsAnswer(call, exchange.client);
    }
  }

  /** What the HTTP request says of its cause counts unless the message says more. */
  private @Nullable McpCall received(Message message) {
    Pipeline pipeline = exchange.wire.pipeline;
    Current current = pipeline.current();
    if (!pipeline.tracing().isOn() || current.arrival() != null) {
      return exchange.calls.received(message, exchange.client);
    }
    HttpHead head = exchange.head;
    current.arrival(
        new Arrival(
            pipeline.tracing().extract(head::requestHeader),
            head.clientAddress(),
            head.clientPort(),
            head.httpVersion()));
    try {
      return exchange.calls.received(message, exchange.client);
    } finally {
      current.arrival(null);
    }
  }

  /** A request that waits for its answer elsewhere; others end with their own response. */
  private void cancelled(Message message) {
    Object id = Message.FIELDS.get(message.params(), "requestId");
    McpCall call = exchange.calls.taken(exchange.client, id);
    if (call != null) {
      exchange.calls.cancelled(call);
    }
  }

  @Override
  public void unreadable() {
    bad(McpEvent.Malformed.NOT_JSON);
  }

  @Override
  public void foreign() {
    bad(McpEvent.Malformed.NOT_JSON_RPC);
  }

  private void bad(McpEvent.Malformed how) {
    giveUp();
    if (exchange.isAtMcp()) {
      exchange.takeForMcp();
      exchange.calls.malformed(how);
    }
  }
}
