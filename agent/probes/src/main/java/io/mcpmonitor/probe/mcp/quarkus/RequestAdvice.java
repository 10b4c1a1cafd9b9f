package io.mcpmonitor.probe.mcp.quarkus;

import io.mcpmonitor.event.McpCall;
import io.quarkiverse.mcp.server.runtime.McpRequest;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** One request or notification, since 1.2. Its answer ends it, else the end of its future. */
final class RequestAdvice {
  private final QuarkusScope scope;

  RequestAdvice(QuarkusScope scope) {
    this.scope = scope;
  }

  /**
   * @param ownTracing the server makes spans of its calls itself; absent before 1.12
   */
  @Nullable Object begins(
      Object handler, @Nullable Object ownTracing, JsonObject message, McpRequest request) {
    return scope.begin(
        handler, message, request.connection(), request.sender(), ownTracing == null);
  }

  <T> void returns(@Nullable Future<T> returned, @Nullable Object state) {
    McpCall call = scope.leave(state);
    if (call != null && !call.isEnded() && returned != null) {
      returned.onComplete(new Completed<>(scope, call));
    }
  }

  void fails(Throwable thrown, @Nullable Object state) {
    McpCall call = scope.leave(state);
    if (call != null) {
      scope.calls.failed(call, thrown);
    }
  }

  /** Not a lambda: the JVM would make a class for it before the first answer. */
  private static final class Completed<T> implements Handler<AsyncResult<T>> {
    private final QuarkusScope scope;
    private final McpCall call;

    Completed(QuarkusScope scope, McpCall call) {
      this.scope = scope;
      this.call = call;
    }

    @Override
    public void handle(AsyncResult<T> result) {
      try {
        Throwable cause = result.cause();
        if (cause == null) {
          scope.calls.done(call);
        } else {
          scope.calls.failed(call, cause);
        }
      } catch (Throwable failure) {
        scope.context.failed(failure);
      }
    }
  }
}
