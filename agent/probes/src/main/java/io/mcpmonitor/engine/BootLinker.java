package io.mcpmonitor.engine;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Defined a second time in {@code java.lang}, under another name: the only class of the agent that
 * the application can reach. Links call sites through the agent, and to nothing when that fails.
 */
public final class BootLinker {
  private static volatile @Nullable Function<Object[], Object> link;

  private BootLinker() {}

  /**
   * Takes the agent's linker: from {@code Lookup, String, MethodType, Integer, String} to a {@code
   * CallSite}. Not a method handle: the JVM would make classes for it.
   */
  public static void install(Function<Object[], Object> agentLinker) {
    link = agentLinker;
  }

  /** The bootstrap method of every woven call site. */
  public static CallSite link(
      MethodHandles.Lookup caller, String phase, MethodType type, int hookId, String cast) {
    try {
      Object[] arguments = {caller, phase, type, hookId, cast};
      return (CallSite) Objects.requireNonNull(link).apply(arguments);
    } catch (Throwable failure) {
      boolean keepsReturned = phase.equals("exit") && type.returnType() != void.class;
      return new ConstantCallSite(
          keepsReturned
              ? MethodHandles.dropArguments(
                  MethodHandles.identity(type.returnType()),
                  1,
                  type.parameterList().subList(1, type.parameterCount()))
              : MethodHandles.empty(type));
    }
  }
}
