package io.mcpmonitor.probe.mcp.wire.undertow;

import io.mcpmonitor.mcp.wire.Buffers;
import io.mcpmonitor.mcp.wire.HttpExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/** The body of a request as the application reads it. */
final class WatchedSource extends AbstractStreamSourceConduit<StreamSourceConduit> {
  private final HttpExchange exchange;

  WatchedSource(StreamSourceConduit source, HttpExchange exchange) {
    super(source);
    this.exchange = exchange;
  }

  @Override
  public int read(ByteBuffer buffer) throws IOException {
    int from = buffer.position();
    int count = next.read(buffer);
    Buffers.pass(buffer, from, exchange::requestBytes);
    return count;
  }

  @Override
  public long read(ByteBuffer[] buffers, int offset, int length) throws IOException {
    int[] before = Buffers.positions(buffers, offset, length);
    long count = next.read(buffers, offset, length);
    Buffers.pass(buffers, offset, before, exchange::requestBytes);
    return count;
  }
}
