package com.example.hand;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** On Vert.x: the event loop reads, and what may take long is left to workers. */
public final class VertxServer {
  private VertxServer() {}

  public static void main(String[] args) {
    HttpMcp mcp = new HttpMcp("vertx-server", !List.of(args).contains("stateless"));
    Vertx vertx = Vertx.vertx();
    vertx
        .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
        .requestHandler(request -> handle(vertx, mcp, request))
        .listen()
        .onSuccess(
            server ->
                System.err.println("listening on http://127.0.0.1:" + server.actualPort() + "/mcp"))
        .onFailure(Throwable::printStackTrace);
  }

  private static void handle(Vertx vertx, HttpMcp mcp, HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              Future<Object> unused =
                  vertx.executeBlocking(
                      () -> {
                        mcp.handle(new OfRequest(request, body));
                        return null;
                      },
                      false);
            });
  }

  private record OfRequest(HttpServerRequest request, Buffer read) implements Http {
    @Override
    public String method() {
      return request.method().name();
    }

    @Override
    public String path() {
      return request.path();
    }

    @Override
    public @Nullable String query() {
      return request.query();
    }

    @Override
    public @Nullable String header(String name) {
      return request.getHeader(name);
    }

    @Override
    public String body() {
      return read.toString();
    }

    @Override
    public void answer(int status, Map<String, String> headers, @Nullable String body) {
      HttpServerResponse response = request.response().setStatusCode(status);
      headers.forEach(response::putHeader);
      Future<Void> unused = body == null ? response.end() : response.end(body);
    }

    @Override
    public Events events(boolean stays) {
      HttpServerResponse response = request.response().setChunked(true);
      response.putHeader("Content-Type", "text/event-stream");
      return new OfResponse(response);
    }
  }

  private record OfResponse(HttpServerResponse response) implements Http.Events {
    @Override
    public void send(@Nullable String name, String data) throws IOException {
      write((name == null ? "" : "event: " + name + "\n") + "data: " + data + "\n\n");
    }

    @Override
    public void ping() throws IOException {
      write(": ping\n\n");
    }

    private void write(String text) throws IOException {
      if (response.closed()) {
        throw new IOException("nobody listens");
      }
      Future<Void> unused = response.write(text);
    }

    @Override
    public void close() {
      Future<Void> unused = response.end();
    }
  }
}
