package io.mcpmonitor.probe.mcp.javasdk;

import io.modelcontextprotocol.spec.McpSchema;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The error code of a JSON-RPC error: an {@code int} up to SDK 0.14.0, an {@code Integer} since.
 */
final class JsonRpcCodes {
  private static final MethodHandle CODE = find();

  private JsonRpcCodes() {}

  static @Nullable Integer of(McpSchema.JSONRPCResponse.JSONRPCError error) {
    try {
      return (Integer) CODE.invokeExact(error);
    } catch (Throwable e) {
      throw new IllegalStateException("no error code", e);
    }
  }

  private static MethodHandle find() {
    Class<?> type = McpSchema.JSONRPCResponse.JSONRPCError.class;
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodHandle code;
    try {
      code = lookup.findVirtual(type, "code", MethodType.methodType(Integer.class));
    } catch (ReflectiveOperationException newer) {
      try {
        code = lookup.findVirtual(type, "code", MethodType.methodType(int.class));
      } catch (ReflectiveOperationException neither) {
        throw new ExceptionInInitializerError(neither);
      }
    }
    return code.asType(MethodType.methodType(Integer.class, type));
  }
}
