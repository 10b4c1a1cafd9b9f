package io.mcpmonitor.probe.mcp.wire.netty;

import io.mcpmonitor.mcp.wire.HttpExchange;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection: its requests may come one behind the other before the first is answered. Used by
 * its event loop only.
 */
final class Connection {
  private static final int MOST_WAITING = 1_000;
  private static final int PIECE = 8 * 1024;

  /** Requests without a complete response, oldest first; those that nobody looks at too. */
  private final ArrayDeque<Optional<Watched>> waiting = new ArrayDeque<>(2);

  /** The request whose body is being read. */
  private @Nullable HttpExchange reading;

  private HttpExchange.@Nullable Scope scope;

  /**
   * A request that is looked at.
   *
   * @param head gets the response
   */
  record Watched(HttpExchange exchange, NettyHead head) {}

  void request(@Nullable Watched watched) {
    leave();
    reading = watched == null ? null : watched.exchange();
    if (waiting.size() < MOST_WAITING) {
      waiting.add(Optional.ofNullable(watched));
    }
  }

  void body(ByteBuf bytes, boolean isLast) {
    HttpExchange exchange = reading;
    if (exchange == null) {
      return;
    }
    if (scope == null) {
      scope = exchange.enter();
    }
    pass(bytes, exchange, true);
    if (isLast) {
      reading = null;
    }
  }

  /** The handlers have seen what was read. */
  void leave() {
    HttpExchange.Scope left = scope;
    if (left != null) {
      scope = null;
      left.leave();
    }
  }

  /** The response that is written now belongs to this request; null when nobody looks at it. */
  @Nullable Watched answered() {
    Optional<Watched> first = waiting.peek();
    return first == null ? null : first.orElse(null);
  }

  void response(Watched watched, ByteBuf bytes) {
    pass(bytes, watched.exchange(), false);
  }

  void responseEnds() {
    Optional<Watched> first = waiting.poll();
    if (first != null && first.isPresent()) {
      first.get().exchange().end();
    }
  }

  void closed() {
    for (Optional<Watched> each = waiting.poll(); each != null; each = waiting.poll()) {
      if (each.isPresent()) {
        each.get().exchange().end();
      }
    }
  }

  /** The bytes stay where they are. */
  private static void pass(ByteBuf bytes, HttpExchange exchange, boolean incoming) {
    int from = bytes.readerIndex();
    int to = bytes.writerIndex();
    if (bytes.hasArray()) {
      int start = bytes.arrayOffset();
      pass(bytes.array(), start + from, start + to, exchange, incoming);
      return;
    }
    byte[] piece = new byte[Math.min(PIECE, to - from)];
    for (int at = from; at < to; at += piece.length) {
      int length = Math.min(piece.length, to - at);
      bytes.getBytes(at, piece, 0, length);
      pass(piece, 0, length, exchange, incoming);
    }
  }

  private static void pass(
      byte[] bytes, int from, int to, HttpExchange exchange, boolean incoming) {
    if (incoming) {
      exchange.requestBytes(bytes, from, to);
    } else {
      exchange.responseBytes(bytes, from, to);
    }
  }
}
