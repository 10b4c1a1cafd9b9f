package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.probe.kotlin.Transports.Kind;
import io.modelcontextprotocol.kotlin.sdk.shared.Protocol;
import io.modelcontextprotocol.kotlin.sdk.shared.Transport;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import kotlin.coroutines.Continuation;
import org.jspecify.annotations.Nullable;

/** The beginning and the end of a connection. */
final class SessionAdvice {
  private final KotlinScope scope;

  SessionAdvice(KotlinScope scope) {
    this.scope = scope;
  }

  /** A transport of the application's own is hooked when it is used for the first time. */
  @Nullable Object connects(Protocol owner, @Nullable Transport transport) {
    if (transport != null && scope.transports.isNew(transport.getClass())) {
      Kind kind = scope.transports.of(transport);
      Class<?> sender = kind == Kind.OTHER ? sender(transport.getClass()) : null;
      if (sender != null) {
        scope.context.hookAlso(sender, KotlinProbe.send());
      }
    }
    return null;
  }

  private static @Nullable Class<?> sender(Class<?> transport) {
    for (Class<?> type = transport; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        int count = method.getParameterCount();
        if (method.getName().equals("send")
            && !Modifier.isAbstract(method.getModifiers())
            && count > 1
            && method.getParameterTypes()[count - 1] == Continuation.class) {
          return type;
        }
      }
    }
    return null;
  }

  /** The application closes it. */
  @Nullable Object closes(Protocol owner) {
    close(owner, CloseReason.CLOSED);
    return null;
  }

  /** The transport has ended: its peer has gone. */
  @Nullable Object closed(Protocol owner) {
    boolean deletes = scope.transports.of(owner.getTransport()) == Kind.STREAMABLE_SERVER;
    close(owner, deletes ? CloseReason.DELETED : CloseReason.DISCONNECTED);
    return null;
  }

  private void close(Protocol owner, CloseReason reason) {
    Transport transport = owner.getTransport();
    if (transport != null) {
      String id = scope.sessionId(owner, scope.transports.of(transport), transport);
      if (id != null) {
        scope.calls.sessions().close(id, reason);
      }
    }
  }
}
