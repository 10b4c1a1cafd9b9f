package io.mcpmonitor.probe.mcp.langchain4j;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.TargetKind;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The answer to a request: as the library's own, and ends the call before it is there. */
final class CallFuture extends CompletableFuture<JsonNode>
    implements BiConsumer<@Nullable JsonNode, @Nullable Throwable> {
  private final LangChainScope scope;
  private final McpCall call;
  private final CompletableFuture<JsonNode> original;

  CallFuture(LangChainScope scope, McpCall call, CompletableFuture<JsonNode> original) {
    this.scope = scope;
    this.call = call;
    this.original = original;
    CompletableFuture<JsonNode> unused = original.whenComplete(this);
  }

  @Override
  public void accept(@Nullable JsonNode answer, @Nullable Throwable failure) {
    try {
      ends(answer, failure);
    } catch (Throwable ours) {
      scope.context.failed(ours);
    }
    if (failure == null) {
      complete(answer);
    } else {
      completeExceptionally(failure);
    }
  }

  private void ends(@Nullable JsonNode answer, @Nullable Throwable failure) {
    if (failure instanceof CancellationException) {
      scope.asked.cancelled(call);
    } else if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      scope.asked.failed(call, cause == null ? failure : cause);
    } else if (answer != null && answer.has("error")) {
      JsonNode error = answer.get("error");
      Object code = scope.messages.get(error, "code");
      scope.asked.error(
          call,
          code instanceof Number number ? number.intValue() : null,
          scope.messages.text(error, "message"));
    } else {
      JsonNode result = answer == null ? null : answer.get("result");
      listed(result);
      boolean toolFailed = Boolean.TRUE.equals(scope.messages.get(result, "isError"));
      scope.asked.result(call, toolFailed && call.method().equals(McpMethods.TOOLS_CALL), result);
    }
  }

  private void listed(@Nullable JsonNode result) {
    boolean tools = call.method().equals(McpMethods.TOOLS_LIST);
    if (!tools && !call.method().equals(McpMethods.PROMPTS_LIST)) {
      return;
    }
    if (scope.messages.get(result, tools ? "tools" : "prompts") instanceof JsonNode list) {
      for (JsonNode each : list) {
        String name = scope.messages.text(each, "name");
        if (name != null) {
          scope.asked.exists(call, tools ? TargetKind.TOOL : TargetKind.PROMPT, name);
        }
      }
    }
  }

  /** The client waits in no other way. */
  @Override
  public JsonNode get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return super.get(timeout, unit);
    } catch (TimeoutException late) {
      scope.asked.timedOut(call, TimeoutException.class.getName());
      throw late;
    }
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean cancelled = original.cancel(mayInterrupt);
    return super.cancel(mayInterrupt) || cancelled;
  }
}
