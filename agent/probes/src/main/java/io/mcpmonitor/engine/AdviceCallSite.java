package io.mcpmonitor.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.lang.reflect.Method;

/** A call site in a woven method: calls its advice until the probe is switched off. */
final class AdviceCallSite extends MutableCallSite {
  private final String phase;

  private AdviceCallSite(String phase, MethodHandle target) {
    super(target);
    this.phase = phase;
  }

  /**
   * @param result what the woven method casts an object result to
   */
  static AdviceCallSite live(
      String phase,
      MethodType type,
      Class<?> result,
      Object advice,
      Method method,
      ProbeSwitch probeSwitch)
      throws ReflectiveOperationException {
    AdviceCallSite site =
        new AdviceCallSite(
            phase,
            new AdviceAdapter(type, keepsReturned(phase, type), result, advice, method, probeSwitch)
                .handle());
    probeSwitch.linked(site);
    return site;
  }

  static AdviceCallSite off(String phase, MethodType type) {
    return new AdviceCallSite(phase, nothing(phase, type));
  }

  void switchOff() {
    setTarget(nothing(phase, type()));
  }

  /**
   * Whether the first argument is a value of the application that takes its way unless replaced.
   */
  private static boolean keepsReturned(String phase, MethodType type) {
    return phase.equals("argument") || (phase.equals("exit") && type.returnType() != void.class);
  }

  /** Does nothing; the application's own value passes through. */
  private static MethodHandle nothing(String phase, MethodType type) {
    return keepsReturned(phase, type)
        ? MethodHandles.dropArgumentsToMatch(
            MethodHandles.identity(type.returnType()), 0, type.parameterList(), 0)
        : MethodHandles.empty(type);
  }
}
