package io.mcpmonitor.probe.http;

import io.mcpmonitor.event.HttpCall;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** {@code HttpClient}: its blocking and its asynchronous way meet in one private method. */
final class JdkClientAdvice {
  /** What the client makes for itself, such as the opening of a web socket. */
  private static final String INTERNAL = "jdk.internal.net.http.HttpRequestImpl";

  private final HttpScope scope;

  JdkClientAdvice(HttpScope scope) {
    this.scope = scope;
  }

  HttpRequest request(HttpRequest request) {
    if (request.getClass().getName().equals(INTERNAL)) {
      return request;
    }
    HttpCall call = scope.begin(request.method(), request.uri().toString());
    return call == null ? request : new TracedRequest(request, call, scope);
  }

  void sent(
      CompletableFuture<? extends HttpResponse<?>> returned,
      @Nullable Object state,
      Object client,
      HttpRequest request) {
    if (request instanceof TracedRequest traced) {
      CompletableFuture<?> unused = returned.whenComplete(new Answered(scope, traced.call()));
    }
  }

  void failed(Throwable thrown, @Nullable Object state, Object client, HttpRequest request) {
    if (request instanceof TracedRequest traced) {
      scope.failed(traced.call(), thrown);
    }
  }

  private record Answered(HttpScope scope, HttpCall call)
      implements BiConsumer<@Nullable HttpResponse<?>, @Nullable Throwable> {
    @Override
    public void accept(@Nullable HttpResponse<?> response, @Nullable Throwable failure) {
      try {
        if (response != null) {
          scope.answered(call, response.statusCode());
        } else if (failure != null) {
          Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
          scope.failed(call, cause == null ? failure : cause);
        }
      } catch (Throwable own) {
        scope.context.failed(own);
      }
    }
  }
}
