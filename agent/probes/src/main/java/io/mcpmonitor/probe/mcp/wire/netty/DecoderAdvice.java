package io.mcpmonitor.probe.mcp.wire.netty;

import io.mcpmonitor.mcp.wire.HttpExchange;
import io.mcpmonitor.probe.mcp.wire.netty.Connection.Watched;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests as they are decoded. Their handlers run before the read of these bytes is over. */
final class DecoderAdvice {
  private final NettyScope scope;

  DecoderAdvice(NettyScope scope) {
    this.scope = scope;
  }

  /** How many parts there were before. */
  @Nullable Object decodes(
      Object decoder, ChannelHandlerContext context, Object bytes, List<Object> decoded) {
    return decoder instanceof HttpRequestDecoder ? decoded.size() : null;
  }

  void decoded(
      @Nullable Object state,
      Object decoder,
      ChannelHandlerContext context,
      Object bytes,
      List<Object> decoded) {
    if (!(state instanceof Integer before)) {
      return;
    }
    for (int i = before; i < decoded.size(); i++) {
      part(context.channel(), decoded.get(i));
    }
  }

  private void part(Channel channel, Object part) {
    if (part instanceof HttpRequest request) {
      NettyHead head = new NettyHead(request, channel);
      HttpExchange exchange = scope.wire.begin(head, scope.context);
      scope.connectionOf(channel).request(exchange == null ? null : new Watched(exchange, head));
    }
    if (part instanceof HttpContent content) {
      Connection connection = scope.connection(channel);
      if (connection != null) {
        connection.body(content.content(), part instanceof LastHttpContent);
      }
    }
  }

  void handled(@Nullable Object state, Object decoder, ChannelHandlerContext context) {
    if (decoder instanceof HttpRequestDecoder) {
      Connection connection = scope.connection(context.channel());
      if (connection != null) {
        connection.leave();
      }
    }
  }

  void handledBadly(
      Throwable thrown, @Nullable Object state, Object decoder, ChannelHandlerContext context) {
    handled(state, decoder, context);
  }
}
