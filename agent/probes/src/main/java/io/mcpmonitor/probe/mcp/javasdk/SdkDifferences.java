package io.mcpmonitor.probe.mcp.javasdk;

import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All accessors whose types differ between versions of the SDK, found once. */
final class SdkDifferences {
  /** An {@code int} up to 0.14.0, an {@code Integer} since. */
  private static final MethodHandle CODE =
      find(JSONRPCError.class, "code", Integer.class, Integer.class, int.class);

  /** A {@code Map} up to 0.8, an {@code Object} since. */
  private static final MethodHandle PARAMS =
      find(JSONRPCNotification.class, "params", Object.class, Object.class, Map.class);

  private SdkDifferences() {}

  static @Nullable Integer code(JSONRPCError error) {
    try {
      return (Integer) CODE.invokeExact(error);
    } catch (Throwable e) {
      throw new IllegalStateException("no error code", e);
    }
  }

  static @Nullable Object params(JSONRPCNotification notification) {
    try {
      return (Object) PARAMS.invokeExact(notification);
    } catch (Throwable e) {
      throw new IllegalStateException("no parameters", e);
    }
  }

  private static MethodHandle find(
      Class<?> owner, String name, Class<?> wanted, Class<?>... possible) {
    for (Class<?> type : possible) {
      try {
        return MethodHandles.publicLookup()
            .findVirtual(owner, name, MethodType.methodType(type))
            .asType(MethodType.methodType(wanted, owner));
      } catch (ReflectiveOperationException e) {
        // another version
      }
    }
    throw new IllegalStateException(owner.getName() + " has no " + name);
  }
}
