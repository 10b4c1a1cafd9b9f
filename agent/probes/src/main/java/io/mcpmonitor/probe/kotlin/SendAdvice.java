package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import java.util.LinkedHashMap;
import java.util.Map;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A message is about to leave through a transport. */
final class SendAdvice {
  private static final String META = "_meta";

  private final KotlinScope scope;

  SendAdvice(KotlinScope scope) {
    this.scope = scope;
  }

  /**
   * What leaves instead of the message: the same, or one that also tells whose trace it belongs to.
   *
   * @param message null when the function goes on after a pause
   */
  @Nullable Object sends(@Nullable Object message, Object transport) {
    if (message == null || !scope.context.isOn()) {
      return message;
    }
    String method = scope.types.method(message);
    Object id = scope.types.id(message);
    if (method == null) {
      answers(message, id, transport);
      return message;
    }
    return id == null ? notifies(message, method, transport) : asks(message, method, id);
  }

  private void answers(Object message, @Nullable Object id, Object transport) {
    McpCall call = scope.calls.answering(transport, id);
    if (call == null) {
      return;
    }
    if (!call.isOurs()) {
      scope.unwritten.put(message, call);
    }
    Object result = scope.types.result(message);
    if (result == null) {
      scope.calls.error(call, scope.types.errorCode(message), scope.types.errorMessage(message));
      return;
    }
    McpSession session = call.session();
    String server = session == null ? null : session.serverName();
    scope.calls.names().learnAll(TargetKind.PROMPT, server, scope.types.prompts(result));
    scope.calls.result(call, scope.types.isToolError(result), result);
  }

  /** The call has begun when its caller asked; only now there is a message. */
  private Object asks(Object message, String method, Object id) {
    if (!(scope.current.get() instanceof McpCall call)
        || call.wire().side() != Side.CLIENT
        || call.requestId() != null
        || !call.method().equals(method)) {
      return message;
    }
    call.requestId(id);
    JsonElement params = scope.types.params(message);
    scope.asked.aims(call, params);
    Object sent = traced(call, message, params);
    scope.unwritten.put(sent, call);
    return sent;
  }

  private Object notifies(Object message, String method, Object transport) {
    McpSession session = scope.current.get() instanceof McpCall cause ? cause.session() : null;
    JsonElement params = scope.types.params(message);
    McpCall call =
        scope.asked.begin(
            method,
            true,
            params,
            session,
            session == null ? scope.wire(Side.CLIENT, transport) : session.wire(Side.CLIENT));
    Object sent = traced(call, message, params);
    scope.asked.done(call);
    return sent;
  }

  private Object traced(McpCall call, Object message, @Nullable JsonElement params) {
    if (call.trace() == null || !(params == null || params instanceof JsonObject)) {
      return message;
    }
    Map<String, JsonElement> meta = new LinkedHashMap<>();
    scope.asked.inject(
        call, params, (name, value) -> meta.put(name, JsonElementKt.JsonPrimitive(value)));
    if (meta.isEmpty()) {
      return message;
    }
    Map<String, JsonElement> all = new LinkedHashMap<>();
    if (params instanceof JsonObject given) {
      all.putAll(given);
      if (given.get(META) instanceof JsonObject own) {
        own.forEach(meta::putIfAbsent);
      }
    }
    all.put(META, new JsonObject(meta));
    return scope.types.withParams(message, new JsonObject(all));
  }
}
