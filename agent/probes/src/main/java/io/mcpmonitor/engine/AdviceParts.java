package io.mcpmonitor.engine;

import org.jspecify.annotations.Nullable;

/**
 * Hands objects to the initializer of a class that was made at run time. Public because that class
 * lives in another loader; reachable from advice only.
 */
public final class AdviceParts {
  private static Object @Nullable [] parts;

  private AdviceParts() {}

  /** Initializes the class with these parts. */
  static synchronized void give(Class<?> made, Object... given) throws ClassNotFoundException {
    parts = given;
    try {
      Class.forName(made.getName(), true, made.getClassLoader());
    } finally {
      parts = null;
    }
  }

  /** Called by the initializer of the class, on the thread that gives. */
  public static synchronized Object take(int index) {
    Object[] given = parts;
    if (given == null) {
      throw new IllegalStateException("nothing is given");
    }
    return given[index];
  }
}
