package io.mcpmonitor.probe.mcp.wire.jakarta;

import io.mcpmonitor.mcp.wire.HttpExchange;
import io.mcpmonitor.mcp.wire.TeeWriter;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** A response whose body is seen as the application writes it. */
final class WatchedResponse extends HttpServletResponseWrapper {
  private final HttpExchange exchange;
  private @Nullable ServletOutputStream output;
  private @Nullable PrintWriter writer;

  WatchedResponse(HttpServletResponse response, HttpExchange exchange) {
    super(response);
    this.exchange = exchange;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream known = output;
    if (known == null) {
      known = new WatchedOutput(super.getOutputStream(), exchange);
      output = known;
    }
    return known;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter known = writer;
    if (known == null) {
      known = new TeeWriter(super.getWriter(), exchange);
      writer = known;
    }
    return known;
  }
}
