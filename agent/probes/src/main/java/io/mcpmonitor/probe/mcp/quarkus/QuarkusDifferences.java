package io.mcpmonitor.probe.mcp.quarkus;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Accessors of a type that later versions hide, and whose names differ; found once. */
final class QuarkusDifferences {
  private static final String ARGUMENTS = "io.quarkiverse.mcp.server.runtime.ArgumentProviders";

  /** A responder in 1.0, a sender since. */
  private static final MethodHandle ANSWERS_TO = find("sender", "responder");

  private static final MethodHandle REQUEST_ID = find("requestId");

  private QuarkusDifferences() {}

  /**
   * Where the answer of a feature's request goes.
   *
   * @param arguments what the feature is called with
   */
  static Object answersTo(Object arguments) {
    try {
      return (Object) ANSWERS_TO.invokeExact(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("no sender", e);
    }
  }

  /** The id of a feature's request; null when a notification calls it. */
  static @Nullable Object requestId(Object arguments) {
    try {
      return (Object) REQUEST_ID.invokeExact(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("no request id", e);
    }
  }

  private static MethodHandle find(String... names) {
    try {
      Class<?> type = Class.forName(ARGUMENTS, false, QuarkusDifferences.class.getClassLoader());
      for (String name : names) {
        for (Method method : type.getDeclaredMethods()) {
          if (method.getName().equals(name) && method.getParameterCount() == 0) {
            method.setAccessible(true);
            return MethodHandles.lookup()
                .unreflect(method)
                .asType(MethodType.methodType(Object.class, Object.class));
          }
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException(ARGUMENTS + " has no " + names[0]);
  }
}
