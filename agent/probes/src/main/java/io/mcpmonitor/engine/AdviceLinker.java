package io.mcpmonitor.engine;

import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Links the call sites in woven methods to advice. */
final class AdviceLinker implements Function<Object[], Object> {
  private static final String BOOTSTRAP = "java/lang/McpMonitorLinker";
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final Instrumentation instrumentation;
  private final Pipeline pipeline;
  private final Drops drops;
  private final Capture capture;
  private final List<HookTransformer.Entry> hooks = new ArrayList<>();
  private final Map<ClassLoader, WeakReference<AdviceClassLoader>> loaders = new WeakHashMap<>();
  private final AdviceClassLoader bootAdvice = new AdviceClassLoader(null);

  /** What probes have in common over all applications, by its class. */
  private final ConcurrentMap<Class<?>, Object> shared = new ConcurrentHashMap<>();

  private @Nullable HookTransformer transformer;
  private boolean bootstrapDefined;

  AdviceLinker(Instrumentation instrumentation, Pipeline pipeline, Drops drops, Capture capture) {
    this.capture = capture;
    this.instrumentation = instrumentation;
    this.pipeline = pipeline;
    this.drops = drops;
  }

  void transformer(HookTransformer transformer) {
    this.transformer = transformer;
  }

  HookTransformer.Entry register(Hook hook, ProbeSwitch probeSwitch) {
    synchronized (hooks) {
      HookTransformer.Entry entry = new HookTransformer.Entry(hooks.size(), hook, probeSwitch);
      hooks.add(entry);
      return entry;
    }
  }

  /** Internal name of the class with the bootstrap method, which is defined on the first call. */
  synchronized String bootstrapClass() {
    if (!bootstrapDefined) {
      try {
        defineBootstrap();
      } catch (ReflectiveOperationException | IOException e) {
        throw new IllegalStateException("java.lang cannot be extended", e);
      }
      bootstrapDefined = true;
    }
    return BOOTSTRAP;
  }

  private void defineBootstrap() throws ReflectiveOperationException, IOException {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(AdviceLinker.class.getModule())),
        Set.of(),
        Map.of());
    byte[] renamed =
        ConstantPool.rename(
            AdviceClassLoader.bytes(BootLinker.class.getName()),
            BootLinker.class.getName().replace('.', '/'),
            BOOTSTRAP);
    MethodHandles.privateLookupIn(Object.class, LOOKUP)
        .defineClass(renamed)
        .getMethod("install", Function.class)
        .invoke(null, this);
  }

  /** See {@link #link}. */
  @Override
  public Object apply(Object[] arguments) {
    return link(
        (MethodHandles.Lookup) arguments[0],
        (String) arguments[1],
        (MethodType) arguments[2],
        (Integer) arguments[3],
        (String) arguments[4]);
  }

  /**
   * Called through the bootstrap class when a woven call site is reached for the first time.
   *
   * @param cast binary name of the type that the woven method casts an object result to
   */
  CallSite link(
      MethodHandles.Lookup caller, String phase, MethodType type, int hookId, String cast) {
    HookTransformer.Entry entry;
    synchronized (hooks) {
      entry = hooks.get(hookId);
    }
    ProbeSwitch probeSwitch = entry.probeSwitch();
    if (probeSwitch.isOn()) {
      try {
        ClassLoader application = caller.lookupClass().getClassLoader();
        Object advice = advice(caller.lookupClass(), entry);
        if (advice != null) {
          Method method = method(advice, entry.hook().advice().method(phase));
          Class<?> result =
              type.returnType().isPrimitive()
                  ? type.returnType()
                  : Class.forName(cast, false, application);
          return AdviceCallSite.live(phase, type, result, advice, method, probeSwitch);
        }
      } catch (Throwable failure) {
        probeSwitch.accept(failure);
      }
    }
    return AdviceCallSite.off(phase, type);
  }

  /**
   * Makes the advice of a probe that hooks classes of the JDK before they are hooked: those may be
   * the ones by which the agent's own classes are read.
   */
  void prepare(ProbeSwitch probeSwitch) {
    try {
      for (Hook hook : probeSwitch.probe().hooks()) {
        Object unused = advice(Object.class, new HookTransformer.Entry(-1, hook, probeSwitch));
      }
    } catch (Throwable failure) {
      probeSwitch.accept(failure);
    }
  }

  private static Method method(Object advice, String name) throws NoSuchMethodException {
    for (Class<?> type = advice.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals(name)) {
          return method;
        }
      }
    }
    throw new NoSuchMethodException(advice.getClass() + "." + name);
  }

  /** The one advice instance for a class's loader; null when the library lacks what it needs. */
  private @Nullable Object advice(Class<?> woven, HookTransformer.Entry entry)
      throws ReflectiveOperationException {
    ClassLoader application = woven.getClassLoader();
    if (entry.probeSwitch().isUnfit(application)) {
      return null;
    }
    AdviceClassLoader loader = loader(application);
    Probe probe = entry.probeSwitch().probe();
    synchronized (loader) {
      Object scope = loader.instances.get(probe.id());
      if (scope == null) {
        List<String> missing = Requirements.missing(probe, loader);
        if (missing == null) {
          entry.probeSwitch().absent(application);
          return null;
        }
        if (!missing.isEmpty()) {
          entry.probeSwitch().unfit(application, Requirements.place(woven), missing);
          return null;
        }
        entry.probeSwitch().fit(application);
        scope =
            instance(
                loader,
                probe.id(),
                probe.scopeClass(),
                new ProbeContext(
                    pipeline,
                    drops,
                    capture,
                    entry.probeSwitch(),
                    Objects.requireNonNull(transformer),
                    shared));
      }
      entry.probeSwitch().watches(woven);
      return advice(loader, entry, scope);
    }
  }

  /** What a setting names has an instance of its own, which knows the name. */
  private static Object advice(AdviceClassLoader loader, HookTransformer.Entry entry, Object scope)
      throws ReflectiveOperationException {
    String className = entry.adviceClass();
    if (entry.hook().setting() == null) {
      Object advice = loader.instances.get(className);
      return advice != null ? advice : instance(loader, className, className, scope);
    }
    String key = className + " " + entry.id();
    Object advice = loader.instances.get(key);
    return advice != null
        ? advice
        : instance(loader, key, className, scope, entry.hook().fullName());
  }

  private static Object instance(
      AdviceClassLoader loader, String key, String className, Object... arguments)
      throws ReflectiveOperationException {
    Class<?>[] types = new Class<?>[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = arguments[i].getClass();
    }
    Constructor<?> constructor = loader.loadClass(className).getDeclaredConstructor(types);
    constructor.setAccessible(true);
    Object instance = constructor.newInstance(arguments);
    loader.instances.put(key, instance);
    return instance;
  }

  private AdviceClassLoader loader(@Nullable ClassLoader application) {
    if (application == null) {
      return bootAdvice;
    }
    synchronized (loaders) {
      WeakReference<AdviceClassLoader> known = loaders.get(application);
      AdviceClassLoader loader = known == null ? null : known.get();
      if (loader == null) {
        loader = new AdviceClassLoader(application);
        loaders.put(application, new WeakReference<>(loader));
      }
      return loader;
    }
  }
}
