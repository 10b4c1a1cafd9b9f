package io.mcpmonitor.probe.mcp.wire.jakarta;

import io.mcpmonitor.mcp.wire.HttpExchange;
import io.mcpmonitor.mcp.wire.TeeOutputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The body of a response as the application writes it. */
final class WatchedOutput extends ServletOutputStream {
  private final ServletOutputStream out;
  private final TeeOutputStream tee;

  WatchedOutput(ServletOutputStream out, HttpExchange exchange) {
    this.out = out;
    this.tee = new TeeOutputStream(out, exchange);
  }

  @Override
  public void write(int b) throws IOException {
    tee.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    tee.write(bytes, offset, length);
  }

  @Override
  public void flush() throws IOException {
    tee.flush();
  }

  @Override
  public void close() throws IOException {
    tee.close();
  }

  @Override
  public boolean isReady() {
    return out.isReady();
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    out.setWriteListener(listener);
  }
}
