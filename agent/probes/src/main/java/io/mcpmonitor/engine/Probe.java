package io.mcpmonitor.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param phase when it is needed
 * @param tested the versions that tests run with; null where none is worth a word
 */
public record Probe(
    String id,
    String description,
    String library,
    String packageName,
    String scope,
    List<Requirement> requirements,
    List<Hook> hooks,
    Phase phase,
    @Nullable Tested tested) {

  /** When a probe is needed. */
  public enum Phase {
    /** From the start of the process. */
    START,
    /**
     * Once something is told that belongs to the call which caused it, such as a statement or a
     * span, on whatever thread it happens.
     */
    ATTRIBUTION,
    /** From the start of the process, but only while there are traces. */
    TRACES,
    /** From the start of the process, but only when the MCP servers are given something. */
    INJECTION,
    /** Once another probe asks for it, see {@link ProbeContext#wake}. */
    ON_DEMAND
  }

  /** A probe that is needed from the start of the process. */
  public Probe(
      String id,
      String description,
      String library,
      String packageName,
      String scope,
      List<Requirement> requirements,
      List<Hook> hooks) {
    this(id, description, library, packageName, scope, requirements, hooks, Phase.START, null);
  }

  /** The same probe, needed at another time. */
  public Probe neededAt(Phase other) {
    return new Probe(
        id, description, library, packageName, scope, requirements, hooks, other, tested);
  }

  /** The same probe, which tells when it meets a version that no test has run with. */
  public Probe tested(Tested versions) {
    return new Probe(
        id, description, library, packageName, scope, requirements, hooks, phase, versions);
  }

  /**
   * The versions that tests run with.
   *
   * @param name of the library, for people
   * @param artifact how the names of its jar files begin, such as {@code mcp-core}
   * @param oldest such as {@code 1.0}
   * @param newest such as {@code 1.13}: 1.13.2 counts as tested, 1.14 does not
   */
  public record Tested(String name, String artifact, String oldest, String newest) {}

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
