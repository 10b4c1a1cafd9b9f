package io.mcpmonitor.engine;

import java.lang.reflect.Method;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks, before the first advice of a probe runs, that the library has what the advice calls. */
final class Requirements {
  private static final int MAX_PLACE = 300;

  private Requirements() {}

  /**
   * What is not there, one line each; empty when the probe can work, null when there is no class of
   * the library at all.
   */
  static @Nullable List<String> missing(Probe probe, ClassLoader library) {
    List<String> missing = new ArrayList<>();
    boolean there = probe.requirements().isEmpty();
    for (Probe.Requirement requirement : probe.requirements()) {
      Class<?> type = type(requirement, library);
      there |= type != null;
      if (type == null || !hasMethod(type, requirement)) {
        missing.add(requirement.label());
      }
    }
    return there ? missing : null;
  }

  /** Where a class of a library comes from, for people: its file, else its package. */
  static String place(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    String place = location == null ? type.getPackageName() : location.toString();
    return place.length() <= MAX_PLACE ? place : place.substring(place.length() - MAX_PLACE);
  }

  private static @Nullable Class<?> type(Probe.Requirement requirement, ClassLoader library) {
    try {
      return Class.forName(requirement.className(), false, library);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  private static boolean hasMethod(Class<?> type, Probe.Requirement requirement) {
    try {
      for (Method method : type.getMethods()) {
        if (method.getName().equals(requirement.methodName())
            && method.getParameterCount() == requirement.parameters()) {
          return true;
        }
      }
      return false;
    } catch (LinkageError e) {
      return false;
    }
  }
}
