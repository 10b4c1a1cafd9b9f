package io.mcpmonitor.harness;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A client transport that keeps count and lets messages through that the client has no words for.
 */
final class TappedTransport implements McpClientTransport {
  private final McpClientTransport transport;
  private final Traffic traffic = new Traffic();
  private final Map<Object, CompletableFuture<JSONRPCResponse>> raw = new ConcurrentHashMap<>();
  private final AtomicInteger nextRaw = new AtomicInteger(1);

  TappedTransport(McpClientTransport transport) {
    this.transport = transport;
  }

  Traffic traffic() {
    return traffic;
  }

  /** A request outside of the client. */
  RawRequest request(String method, Object params) {
    String id = "raw-" + nextRaw.getAndIncrement();
    CompletableFuture<JSONRPCResponse> answer = new CompletableFuture<>();
    raw.put(id, answer);
    sendMessage(new JSONRPCRequest(method, id, params)).subscribe(sent -> {}, failure -> {});
    return new RawRequest(id, answer);
  }

  record RawRequest(String id, CompletableFuture<JSONRPCResponse> answer) {}

  void notify(String method, Object params) {
    sendMessage(new JSONRPCNotification(method, params)).block(AgentJvm.PATIENCE);
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    return transport.connect(
        incoming ->
            incoming.flatMap(
                message -> {
                  traffic.received(message);
                  if (message instanceof JSONRPCResponse response) {
                    CompletableFuture<JSONRPCResponse> waiting = raw.remove(response.id());
                    if (waiting != null) {
                      waiting.complete(response);
                      return Mono.<JSONRPCMessage>empty();
                    }
                  }
                  return handler.apply(Mono.just(message));
                }));
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.defer(
        () -> {
          traffic.sent(message);
          return transport.sendMessage(message).doOnError(failure -> failed(message, failure));
        });
  }

  private void failed(JSONRPCMessage message, Throwable failure) {
    traffic.failed(message);
    if (message instanceof JSONRPCRequest request) {
      CompletableFuture<JSONRPCResponse> waiting = raw.remove(request.id());
      if (waiting != null) {
        waiting.completeExceptionally(failure);
      }
    }
  }

  @Override
  public void setExceptionHandler(Consumer<Throwable> handler) {
    transport.setExceptionHandler(handler);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return transport.closeGracefully();
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return transport.unmarshalFrom(data, type);
  }

  @Override
  public List<String> protocolVersions() {
    return transport.protocolVersions();
  }
}
