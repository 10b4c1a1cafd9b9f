package io.mcpmonitor.probe.mcp.wire.netty;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.mcp.wire.HttpWire;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import org.jspecify.annotations.Nullable;

/** What is known of each connection. */
final class NettyScope {
  final ProbeContext context;
  final HttpWire wire;
  private final AttributeKey<Connection> key = AttributeKey.valueOf("mcp-monitor.connection");

  NettyScope(ProbeContext context) {
    this.context = context;
    this.wire = context.shared(HttpWire.class, HttpWire.SHARED);
    wire.watch().add(context);
  }

  /** Null while nothing has come on this connection, and on those of clients. */
  @Nullable Connection connection(Channel channel) {
    return channel.attr(key).get();
  }

  Connection connectionOf(Channel channel) {
    Connection known = channel.attr(key).get();
    if (known == null) {
      known = new Connection();
      channel.attr(key).set(known);
      Connection made = known;
      channel.closeFuture().addListener(closed -> made.closed());
    }
    return known;
  }
}
