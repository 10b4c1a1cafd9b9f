package io.mcpmonitor.mcp.wire;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** The body of a request as the application reads it in characters. */
public final class TeeReader extends FilterReader {
  private final CharBytes bytes;

  public TeeReader(Reader in, HttpExchange exchange) {
    super(in);
    this.bytes = new CharBytes(exchange::requestBytes);
  }

  @Override
  public int read() throws IOException {
    int c = in.read();
    if (c >= 0) {
      bytes.read(c);
    }
    return c;
  }

  @Override
  public int read(char[] chars, int offset, int length) throws IOException {
    int count = in.read(chars, offset, length);
    if (count > 0) {
      bytes.read(chars, offset, offset + count);
    }
    return count;
  }
}
