package io.mcpmonitor.probe.mcp.wire.undertow;

import io.mcpmonitor.mcp.wire.Buffers;
import io.mcpmonitor.mcp.wire.HttpExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/**
 * The body of a response as the application writes it. How much of a buffer is taken is known only
 * afterwards.
 */
final class WatchedSink extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private final HttpExchange exchange;

  WatchedSink(StreamSinkConduit sink, HttpExchange exchange) {
    super(sink);
    this.exchange = exchange;
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    int from = buffer.position();
    int count = next.write(buffer);
    Buffers.pass(buffer, from, exchange::responseBytes);
    return count;
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    int[] before = Buffers.positions(buffers, offset, length);
    long count = next.write(buffers, offset, length);
    Buffers.pass(buffers, offset, before, exchange::responseBytes);
    return count;
  }

  @Override
  public int writeFinal(ByteBuffer buffer) throws IOException {
    int from = buffer.position();
    int count = next.writeFinal(buffer);
    Buffers.pass(buffer, from, exchange::responseBytes);
    return count;
  }

  @Override
  public long writeFinal(ByteBuffer[] buffers, int offset, int length) throws IOException {
    int[] before = Buffers.positions(buffers, offset, length);
    long count = next.writeFinal(buffers, offset, length);
    Buffers.pass(buffers, offset, before, exchange::responseBytes);
    return count;
  }
}
