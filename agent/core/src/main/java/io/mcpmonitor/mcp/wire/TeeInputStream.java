package io.mcpmonitor.mcp.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request as the application reads it. */
public final class TeeInputStream extends FilterInputStream {
  private final HttpExchange exchange;

  public TeeInputStream(InputStream in, HttpExchange exchange) {
    super(in);
    this.exchange = exchange;
  }

  /** What it is the body of. */
  public HttpExchange exchange() {
    return exchange;
  }

  @Override
  public int read() throws IOException {
    int b = in.read();
    if (b >= 0) {
      exchange.requestByte(b);
    }
    return b;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      exchange.requestBytes(bytes, offset, offset + count);
    }
    return count;
  }
}
