package io.mcpmonitor.engine;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/** Checks, before the first advice of a probe runs, that the library has what the advice calls. */
final class Requirements {
  private Requirements() {}

  /** What is not there, one line each; empty when the probe can work. */
  static List<String> missing(Probe probe, ClassLoader library) {
    List<String> missing = new ArrayList<>();
    for (Probe.Requirement requirement : probe.requirements()) {
      if (!exists(requirement, library)) {
        missing.add(requirement.label());
      }
    }
    return missing;
  }

  private static boolean exists(Probe.Requirement requirement, ClassLoader library) {
    try {
      Class<?> type = Class.forName(requirement.className(), false, library);
      for (Method method : type.getMethods()) {
        if (method.getName().equals(requirement.methodName())
            && method.getParameterCount() == requirement.parameters()) {
          return true;
        }
      }
      return false;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
