package com.example.hand;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** What a server has asked its client and not been told. */
final class Questions {
  private final Map<String, CompletableFuture<Map<String, Object>>> open =
      new ConcurrentHashMap<>();
  private final AtomicInteger next = new AtomicInteger(1);

  Map<String, Object> ask(
      String method, Map<String, Object> params, Consumer<Map<String, Object>> sender) {
    String id = "q" + next.getAndIncrement();
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    open.put(id, answer);
    sender.accept(Json.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
    try {
      return answer.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the client does not answer", e);
    } finally {
      open.remove(id);
    }
  }

  /** Whether a message is an answer that somebody waits for. */
  boolean isAnswer(Map<String, Object> message) {
    Object id = message.get("id");
    CompletableFuture<Map<String, Object>> waiting =
        id == null || message.containsKey("method") ? null : open.get(String.valueOf(id));
    return waiting != null && waiting.complete(Json.object(message.get("result")));
  }
}
