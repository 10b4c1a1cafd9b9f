package io.mcpmonitor.mcp.wire;

import java.io.IOException;
import java.io.OutputStream;

/** The body of a response as the application writes it. */
public final class TeeOutputStream extends OutputStream {
  private final OutputStream out;
  private final HttpExchange exchange;

  public TeeOutputStream(OutputStream out, HttpExchange exchange) {
    this.out = out;
    this.exchange = exchange;
  }

  @Override
  public void write(int b) throws IOException {
    exchange.responseByte(b);
    try {
      out.write(b);
    } catch (IOException e) {
      throw gone(e);
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    write(bytes, 0, bytes.length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (offset >= 0 && length > 0 && length <= bytes.length - offset) {
      exchange.responseBytes(bytes, offset, offset + length);
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw gone(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw gone(e);
    }
  }

  /** The client has gone. */
  private IOException gone(IOException failure) {
    exchange.end();
    return failure;
  }

  @Override
  public void close() throws IOException {
    exchange.end();
    out.close();
  }
}
