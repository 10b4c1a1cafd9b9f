package io.mcpmonitor.engine;

import io.mcpmonitor.support.AgentThreads;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * On the application's start-up path: no lambda, no stream, nothing that makes the JVM make
 * classes.
 *
 * <p>Looks every class name up in an index of hooked names. A class that is not hooked costs that
 * look-up; the first one that is loads the weaver.
 */
final class HookTransformer implements ClassFileTransformer {
  /** A hook under the number by which its call sites find it. */
  record Entry(int id, Hook hook, ProbeSwitch probeSwitch) {
    String adviceClass() {
      return probeSwitch.probe().adviceClass(hook);
    }

    void hooked() {
      probeSwitch.hooked(hook);
    }

    void missing(String why) {
      probeSwitch.missing(hook, why);
    }
  }

  private final Instrumentation instrumentation;
  private final AdviceLinker linker;
  private volatile Map<String, List<Entry>> index = Map.of();

  /** Internal names of the classes that were hooked after some loader had loaded them. */
  private final Set<String> hookedLate = new HashSet<>();

  /** Probes that are hooked when another one asks for it. */
  private final List<ProbeSwitch> sleeping = new ArrayList<>();

  private final StdinGate stdinGate = new StdinGate();
  private final AtomicInteger classesSeen = new AtomicInteger();
  private @Nullable ClassWeaver weaver;

  HookTransformer(Instrumentation instrumentation, AdviceLinker linker) {
    this.instrumentation = instrumentation;
    this.linker = linker;
  }

  /** Classes that read stdin wait here at the start. */
  StdinGate stdinGate() {
    return stdinGate;
  }

  /** How many classes were loaded since this transformer is there. */
  int classesSeen() {
    return classesSeen.get();
  }

  synchronized void add(ProbeSwitch probeSwitch, List<Hook> hooks) {
    Map<String, List<Entry>> next = new HashMap<>(index);
    for (Hook hook : hooks) {
      List<Entry> entries = new ArrayList<>(next.getOrDefault(hook.internalClassName(), List.of()));
      entries.add(linker.register(hook, probeSwitch));
      next.put(hook.internalClassName(), entries);
    }
    index = next;
  }

  void addSleeping(ProbeSwitch probeSwitch) {
    synchronized (sleeping) {
      sleeping.add(probeSwitch);
    }
  }

  /** Hooks what a sleeping probe is for. Whoever comes second waits for the first. */
  void wake(String probeId) {
    synchronized (sleeping) {
      for (ProbeSwitch probeSwitch : List.copyOf(sleeping)) {
        Probe probe = probeSwitch.probe();
        if (probe.id().equals(probeId)) {
          linker.prepare(probeSwitch);
          add(probeSwitch, probe.hooks());
          retransformLoaded(classNames(probe.hooks()));
          sleeping.remove(probeSwitch);
        }
      }
    }
  }

  static List<String> classNames(List<Hook> hooks) {
    List<String> names = new ArrayList<>();
    for (Hook hook : hooks) {
      names.add(hook.className());
    }
    return names;
  }

  void hookAlso(Class<?> type, ProbeSwitch probeSwitch, Hook hook) {
    Hook exact = hook.onClass(type.getName());
    synchronized (this) {
      if (!index.containsKey(exact.internalClassName())) {
        add(probeSwitch, List.of(exact));
        hookedLate.add(exact.internalClassName());
      } else if (!hookedLate.contains(exact.internalClassName())) {
        return;
      }
    }
    retransform(List.of(type));
  }

  /** Hooks the classes that were loaded before this transformer was there. */
  void retransformLoaded() {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : loadedClasses()) {
      if (index.containsKey(type.getName().replace('.', '/'))) {
        loaded.add(type);
      }
    }
    retransform(loaded);
  }

  /** Hooks those of the named classes that are loaded already. */
  void retransformLoaded(Collection<String> names) {
    Set<String> wanted = new HashSet<>(names);
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : loadedClasses()) {
      if (wanted.contains(type.getName())) {
        loaded.add(type);
      }
    }
    retransform(loaded);
  }

  /** Every class of this name, of whatever loader. */
  List<Class<?>> loadedClasses(String name) {
    List<Class<?>> found = new ArrayList<>();
    for (Class<?> type : loadedClasses()) {
      if (type.getName().equals(name)) {
        found.add(type);
      }
    }
    return found;
  }

  /** The JVM gives null instead when it is ending. */
  @SuppressWarnings("NullAway")
  private Class<?>[] loadedClasses() {
    Class<?>[] loaded = instrumentation.getAllLoadedClasses();
    return loaded == null ? new Class<?>[0] : loaded;
  }

  private void retransform(List<Class<?>> types) {
    for (Class<?> type : types) {
      try {
        instrumentation.retransformClasses(type);
      } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
        for (Entry entry : index.getOrDefault(type.getName().replace('.', '/'), List.of())) {
          entry.missing("the JVM refused: " + e);
        }
      }
    }
  }

  @Override
  public byte @Nullable [] transform(
      Module module,
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    classesSeen.incrementAndGet();
    if (isApplication(loader) && redefined == null) {
      stdinGate.pass(bytes);
    }
    if (name == null) {
      return null;
    }
    List<Entry> entries = index.get(name);
    if (entries == null) {
      return null;
    }
    try {
      return weave(bytes, entries);
    } catch (Throwable failure) {
      for (Entry entry : entries) {
        entry.probeSwitch().accept(failure);
      }
      return null;
    }
  }

  private static boolean isApplication(@Nullable ClassLoader loader) {
    return loader != null
        && loader != HookTransformer.class.getClassLoader()
        && !(loader instanceof AdviceClassLoader)
        && !AgentThreads.isOwn();
  }

  private synchronized byte @Nullable [] weave(byte[] bytes, List<Entry> entries) {
    if (weaver == null) {
      weaver = new ClassWeaver(linker.bootstrapClass());
    }
    List<Entry> wanted = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.probeSwitch().isOn()) {
        wanted.add(entry);
      }
    }
    return weaver.weave(bytes, wanted);
  }
}
