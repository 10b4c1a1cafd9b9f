package io.mcpmonitor.probe.mcp.wire.undertow;

import io.mcpmonitor.mcp.wire.HttpExchange;
import io.mcpmonitor.mcp.wire.LeavingBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.StreamSinkConduit;

/** The body of a response as the application writes it. */
final class WatchedSink extends AbstractStreamSinkConduit<StreamSinkConduit> {
  private final LeavingBytes body;

  WatchedSink(StreamSinkConduit sink, HttpExchange exchange) {
    super(sink);
    this.body = new LeavingBytes(exchange::responseBytes);
  }

  @Override
  public int write(ByteBuffer buffer) throws IOException {
    body.leaves(buffer);
    int written = next.write(buffer);
    body.left(buffer);
    return written;
  }

  @Override
  public long write(ByteBuffer[] buffers, int offset, int length) throws IOException {
    body.leave(buffers, offset, length);
    long written = next.write(buffers, offset, length);
    body.left(buffers, offset, length);
    return written;
  }

  @Override
  public int writeFinal(ByteBuffer buffer) throws IOException {
    body.leaves(buffer);
    int written = next.writeFinal(buffer);
    body.left(buffer);
    return written;
  }

  @Override
  public long writeFinal(ByteBuffer[] buffers, int offset, int length) throws IOException {
    body.leave(buffers, offset, length);
    long written = next.writeFinal(buffers, offset, length);
    body.left(buffers, offset, length);
    return written;
  }
}
