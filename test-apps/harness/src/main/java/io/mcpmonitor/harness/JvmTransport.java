package io.mcpmonitor.harness;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * MCP over the stdin and stdout of a JVM that is already running (the SDK's own stdio transport
 * starts the process itself and would hide it).
 */
final class JvmTransport implements McpClientTransport {
  private final McpJsonMapper json = McpJsonDefaults.getMapper();
  private final AgentJvm jvm;

  JvmTransport(AgentJvm jvm) {
    this.jvm = jvm;
  }

  @Override
  public List<String> protocolVersions() {
    return List.of("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");
  }

  @Override
  public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    Thread reader = new Thread(() -> read(handler), "mcp from " + jvm.pid());
    reader.setDaemon(true);
    reader.start();
    return Mono.empty();
  }

  private void read(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
    int line = 0;
    while (true) {
      Optional<String> next = jvm.awaitStdout(line, any -> true, AgentJvm.PATIENCE);
      if (next.isEmpty()) {
        if (!jvm.isAlive()) {
          return;
        }
        continue;
      }
      line++;
      if (!next.get().startsWith("{")) {
        continue; // Kotlin's logging greets on stdout; clients skip such lines
      }
      try {
        JSONRPCMessage message = McpSchema.deserializeJsonRpcMessage(json, next.get());
        handler.apply(Mono.just(message)).subscribe(handled -> {}, failure -> {});
      } catch (IOException e) {
        throw new UncheckedIOException("not a message: " + next.get(), e);
      }
    }
  }

  @Override
  public Mono<Void> sendMessage(JSONRPCMessage message) {
    return Mono.fromRunnable(
        () -> {
          try {
            String line = json.writeValueAsString(message);
            synchronized (this) {
              jvm.writeLine(line);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(jvm::closeStdin);
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return json.convertValue(data, type);
  }
}
