package io.mcpmonitor.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Weaves classes without an agent; what their call sites hand over goes to one {@link Advice}. */
public final class Weaving {
  /** What a test does at every call site. */
  interface Advice {
    /** Returns what the call site returns: for "enter" the state, for "exit" the result. */
    Object call(int hookId, String phase, Object[] arguments) throws Throwable;
  }

  static final String LINKER = "io/mcpmonitor/engine/Weaving";

  /** Changes nothing. */
  static final Advice NOTHING =
      (hook, phase, arguments) ->
          (phase.equals("exit") || phase.equals("argument")) && arguments.length > 0
              ? arguments[0]
              : null;

  private static volatile Advice advice = NOTHING;

  private Weaving() {}

  static void advice(Advice next) {
    advice = next;
  }

  /** The bootstrap method of the woven call sites. */
  public static CallSite link(
      MethodHandles.Lookup caller, String phase, MethodType type, int hookId, String cast)
      throws ReflectiveOperationException {
    MethodHandle call =
        MethodHandles.lookup()
            .findStatic(
                Weaving.class,
                "call",
                MethodType.methodType(Object.class, int.class, String.class, Object[].class));
    return new ConstantCallSite(
        MethodHandles.insertArguments(call, 0, hookId, phase)
            .asCollector(Object[].class, type.parameterCount())
            .asType(type));
  }

  @SuppressWarnings("UnusedMethod") // through its method handle
  private static Object call(int hookId, String phase, Object[] arguments) throws Throwable {
    return advice.call(hookId, phase, arguments);
  }

  /** A hook with advice at every phase. */
  static Hook everyPhase(String className, String method) {
    return Hook.on(className, method).with("A").enter("enter").exit("exit").thrown("thrown");
  }

  static Probe probe(Hook... hooks) {
    return new Probe(
        "test", "a test", "none", "io.mcpmonitor.probe.test", "Scope", List.of(), List.of(hooks));
  }

  /** The hooks under the numbers from 0, all of one probe. */
  static List<HookTransformer.Entry> entries(ProbeSwitch probeSwitch, Hook... hooks) {
    List<HookTransformer.Entry> entries = new ArrayList<>();
    for (Hook hook : hooks) {
      entries.add(new HookTransformer.Entry(entries.size(), hook, probeSwitch));
    }
    return entries;
  }

  static List<HookTransformer.Entry> entries(Hook... hooks) {
    return entries(new ProbeSwitch(probe(hooks), null), hooks);
  }

  static byte[] bytes(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A copy of a class with these hooks, in a loader of its own, with copies of its relatives. */
  static Class<?> woven(Class<?> original, Hook... hooks) {
    Map<String, byte[]> classes = new HashMap<>();
    classes.put(JavaCases.Implementing.class.getName(), bytes(JavaCases.Implementing.class));
    classes.put(original.getName(), weave(bytes(original), hooks));
    return new Classes(classes).load(original.getName());
  }

  static byte[] weave(byte[] original, Hook... hooks) {
    return new ClassWeaver(LINKER).weave(original, entries(hooks));
  }

  /** Weaves a class that no compiler made. */
  static Class<?> woven(String name, byte[] original, Hook... hooks) {
    return new Classes(Map.of(name, weave(original, hooks))).load(name);
  }

  /** Prefers its own classes to those of the tests. */
  static final class Classes extends ClassLoader {
    private final Map<String, byte[]> own;

    Classes(Map<String, byte[]> own) {
      super(Weaving.class.getClassLoader());
      this.own = new HashMap<>(own);
    }

    Class<?> load(String name) {
      try {
        return Class.forName(name, true, this);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        byte[] bytes = own.remove(name);
        if (bytes != null) {
          return defineClass(name, bytes, 0, bytes.length);
        }
        return super.loadClass(name, resolve);
      }
    }
  }
}
