package io.mcpmonitor.engine;

import java.util.List;

/**
 * Everything that watches one library: its hooks, and what the library must have for them to work.
 *
 * @param id as in {@code probes.<id>.enabled}
 * @param description what it watches, in one line
 * @param library the library and the versions it is tested with
 * @param packageName where its advice classes are
 * @param scope simple name of the class that holds the probe's state for one application loader
 * @param requirements what the advice calls in the library
 * @param hooks the methods it hooks
 */
public record Probe(
    String id,
    String description,
    String library,
    String packageName,
    String scope,
    List<Requirement> requirements,
    List<Hook> hooks) {

  /**
   * A method that the advice calls.
   *
   * @param className binary name of the class
   * @param methodName the method
   * @param parameters the number of its parameters
   */
  public record Requirement(String className, String methodName, int parameters) {
    String label() {
      return className + "." + methodName + "/" + parameters;
    }
  }

  String adviceClass(Hook hook) {
    return packageName + "." + hook.advice().className();
  }

  String scopeClass() {
    return packageName + "." + scope;
  }
}
