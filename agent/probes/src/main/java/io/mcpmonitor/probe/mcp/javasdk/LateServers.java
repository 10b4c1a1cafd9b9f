package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.support.WeakTable;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Adds ours to servers that run already, as an application would: by {@code addTool} and {@code
 * addResource}, after which the SDK tells clients that were promised so. Old transports mix up
 * messages that are sent at the same moment, so it waits for a moment without calls.
 */
final class LateServers {
  private static final int MAX_SERVERS = 100;
  private static final int INITIALIZED = 2;

  private final InjectScope scope;

  /** By the handlers of a server's methods, which all its sessions share. */
  private final WeakTable<Boolean> done = new WeakTable<>(MAX_SERVERS);

  LateServers(InjectScope scope) {
    this.scope = scope;
  }

  /**
   * A client has asked a server for something.
   *
   * @param handlers the server's handlers by method
   * @param quietly whether its transport needs a moment without calls
   */
  void met(@Nullable Object handlers, boolean quietly) {
    if (handlers instanceof Map<?, ?> map && done.get(handlers) == null) {
      first(map, quietly);
    }
  }

  private synchronized void first(Map<?, ?> handlers, boolean quietly) {
    if (done.get(handlers) != null) {
      return;
    }
    Object server = serverOf(handlers);
    if (server != null && quietly && !isQuiet(server)) {
      return; // at one of the next requests
    }
    if (!done.put(handlers, true)) {
      return;
    }
    try {
      if (server == null) {
        scope.context.cannot(
            "nothing could be put into a server that ran before the agent came: it was not found");
      } else if (server instanceof McpAsyncServer known) {
        add(known, new SessionSpecifications());
      } else {
        StatelessServers.add(this, server);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Handlers are lambdas of the server, which keep it in a field of their own. */
  private static @Nullable Object serverOf(Map<?, ?> handlers) {
    for (Object handler : handlers.values()) {
      for (Field field : handler.getClass().getDeclaredFields()) {
        if (isServer(field.getType())) {
          return value(field, handler);
        }
      }
    }
    return null;
  }

  private static boolean isServer(Class<?> type) {
    return McpAsyncServer.class.isAssignableFrom(type)
        || type.getName().equals(StatelessServers.NAME);
  }

  private boolean isQuiet(Object server) {
    AtomicInteger calls = new AtomicInteger();
    scope.context.pipeline().inFlight().forEach(call -> calls.addAndGet(isAsked(call) ? 1 : 0));
    return calls.get() == 0 && allInitialized(server);
  }

  private static boolean isAsked(McpCall call) {
    return call.wire().side() == Side.SERVER && !call.isNotification();
  }

  /** The SDK tells every session, of which one may be at its very beginning. */
  private static boolean allInitialized(Object server) {
    Object provider = field(server, "mcpTransportProvider");
    Object sessions = provider == null ? null : field(provider, "sessions");
    for (Object session : InjectScope.map(sessions).values()) {
      Object state = field(session, "state");
      if (state instanceof AtomicInteger known && known.get() != INITIALIZED) {
        return false;
      }
    }
    return true;
  }

  <S> void add(S server, Specifications<S> kind) throws ReflectiveOperationException {
    String name = kind.info(server).name();
    List<?> ownTools = InjectScope.list(field(server, "tools"));
    Map<?, ?> ownResources = InjectScope.map(field(server, "resources"));
    for (Object own : ownTools) {
      if (scope.isOurs(kind.toolOf(own))) {
        return; // it was made after the agent came
      }
    }
    if (scope.isOurs(kind.resourceOf(ownResources.get(Feature.HEALTH_URI)))) {
      return;
    }
    McpSchema.ServerCapabilities capabilities = kind.capabilities(server);
    List<Feature> added = new ArrayList<>();
    for (Feature feature : scope.notOwn(name, ownTools, ownResources, kind)) {
      boolean able =
          feature.isTool() ? capabilities.tools() != null : capabilities.resources() != null;
      if (able) {
        kind.add(server, scope.specification(feature, kind))
            .subscribe(null, new NotAdded(name, feature));
        added.add(feature);
      } else {
        cannot(name, feature);
      }
    }
    if (!added.isEmpty()) {
      scope.has(name, added);
    }
  }

  private void cannot(String server, Feature feature) {
    scope.context.cannot(
        server
            + " could not be given the "
            + feature.label()
            + ": it has told its clients that it has no "
            + (feature.isTool() ? "tools" : "resources")
            + "; start it with the agent");
  }

  /** The value of a field of an object, wherever it is declared; null when there is none. */
  private static @Nullable Object field(Object owner, String name) {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          return value(field, owner);
        }
      }
    }
    return null;
  }

  private static @Nullable Object value(Field field, Object owner) {
    try {
      field.setAccessible(true);
      return field.get(owner);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private final class NotAdded implements Consumer<Throwable> {
    private final String server;
    private final Feature feature;

    NotAdded(String server, Feature feature) {
      this.server = server;
      this.feature = feature;
    }

    @Override
    public void accept(Throwable failure) {
      scope.context.note(
          "the clients of "
              + server
              + " could not be told of the "
              + feature.label()
              + ": "
              + failure.getMessage());
    }
  }
}
