package io.mcpmonitor.probe.mcp.wire.jakarta;

import io.mcpmonitor.mcp.wire.HttpExchange;
import io.mcpmonitor.mcp.wire.TeeInputStream;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** The body of a request as the application reads it. */
final class WatchedInput extends ServletInputStream {
  private final ServletInputStream in;
  private final TeeInputStream tee;

  WatchedInput(ServletInputStream in, HttpExchange exchange) {
    this.in = in;
    this.tee = new TeeInputStream(in, exchange);
  }

  @Override
  public int read() throws IOException {
    return tee.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return tee.read(bytes, offset, length);
  }

  @Override
  public int available() throws IOException {
    return in.available();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  @Override
  public boolean isFinished() {
    return in.isFinished();
  }

  @Override
  public boolean isReady() {
    return in.isReady();
  }

  @Override
  public void setReadListener(ReadListener listener) {
    in.setReadListener(listener);
  }
}
