package com.example.hand;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Events that wait for the thread that writes them. */
final class Mailbox implements Http.Events {
  private static final String END = "";

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private volatile boolean isGone;

  @Override
  public void send(@Nullable String name, String data) throws IOException {
    put((name == null ? "" : "event: " + name + "\n") + "data: " + data + "\n\n");
  }

  @Override
  public void ping() throws IOException {
    put(": ping\n\n");
  }

  @Override
  public void close() {
    events.add(END);
  }

  private void put(String event) throws IOException {
    if (isGone) {
      throw new IOException("nobody listens");
    }
    events.add(event);
  }

  void deliver(HttpServerExchange exchange) {
    exchange.startBlocking();
    try (OutputStream out = exchange.getOutputStream()) {
      for (String event = events.take(); !event.equals(END); event = events.take()) {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      isGone = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.endExchange();
  }
}
