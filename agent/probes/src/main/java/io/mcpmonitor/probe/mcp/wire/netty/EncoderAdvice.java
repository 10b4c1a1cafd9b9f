package io.mcpmonitor.probe.mcp.wire.netty;

import io.mcpmonitor.probe.mcp.wire.netty.Connection.Watched;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/** Responses before they are encoded. */
final class EncoderAdvice {
  private final NettyScope scope;

  EncoderAdvice(NettyScope scope) {
    this.scope = scope;
  }

  @Nullable Object encodes(Object encoder, ChannelHandlerContext context, Object part) {
    Connection connection = scope.connection(context.channel());
    if (connection == null || isProvisional(part)) {
      return null;
    }
    Watched watched = connection.answered();
    if (watched != null) {
      if (part instanceof HttpResponse response) {
        watched.head().response(response);
      }
      if (part instanceof HttpContent content) {
        connection.response(watched, content.content());
      } else if (part instanceof ByteBuf bytes) {
        connection.response(watched, bytes);
      }
    }
    if (part instanceof LastHttpContent) {
      connection.responseEnds();
    }
    return null;
  }

  /** Such as "100 Continue": the response is still to come. */
  private static boolean isProvisional(Object part) {
    return part instanceof HttpResponse response
        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }
}
