package io.mcpmonitor.engine;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks every class name up in an index of hooked names. A class that is not hooked costs that
 * look-up; the first one that is loads the weaver.
 */
final class HookTransformer implements ClassFileTransformer {
  /** A hook under the number by which its call sites find it. */
  record Entry(int id, Hook hook, ProbeSwitch probeSwitch) {
    String adviceClass() {
      return probeSwitch.probe().adviceClass(hook);
    }
  }

  private final Instrumentation instrumentation;
  private final AdviceLinker linker;
  private volatile Map<String, List<Entry>> index = Map.of();
  private @Nullable ClassWeaver weaver;

  HookTransformer(Instrumentation instrumentation, AdviceLinker linker) {
    this.instrumentation = instrumentation;
    this.linker = linker;
  }

  synchronized void add(ProbeSwitch probeSwitch, List<Hook> hooks) {
    Map<String, List<Entry>> next = new HashMap<>(index);
    for (Hook hook : hooks) {
      next.computeIfAbsent(hook.internalClassName(), name -> new ArrayList<>(2))
          .add(linker.register(hook, probeSwitch));
    }
    index = next;
  }

  void hookAlso(Class<?> type, ProbeSwitch probeSwitch, Hook hook) {
    Hook exact = hook.onClass(type.getName());
    synchronized (this) {
      if (index.containsKey(exact.internalClassName())) {
        return;
      }
      add(probeSwitch, List.of(exact));
    }
    retransform(List.of(type));
  }

  /** Hooks the classes that were loaded before this transformer was there. */
  void retransformLoaded() {
    List<Class<?>> loaded = new ArrayList<>();
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (index.containsKey(type.getName().replace('.', '/'))) {
        loaded.add(type);
      }
    }
    retransform(loaded);
  }

  private void retransform(List<Class<?>> types) {
    for (Class<?> type : types) {
      try {
        instrumentation.retransformClasses(type);
      } catch (UnmodifiableClassException | RuntimeException | LinkageError e) {
        for (Entry entry : index.getOrDefault(type.getName().replace('.', '/'), List.of())) {
          entry.probeSwitch().missing(entry.hook().label() + " (the JVM refused: " + e + ")");
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
        entry.probeSwitch().failed(failure);
      }
      return null;
    }
  }

  private synchronized byte @Nullable [] weave(byte[] bytes, List<Entry> entries) {
    if (weaver == null) {
      weaver = new ClassWeaver(linker.bootstrapClass());
    }
    List<Entry> wanted = entries.stream().filter(e -> e.probeSwitch().isOn()).toList();
    return weaver.weave(
        bytes,
        wanted,
        new ClassWeaver.Report() {
          @Override
          public void hooked(Entry entry, String descriptor) {
            entry.probeSwitch().hooked(entry.hook().label());
          }

          @Override
          public void missing(Entry entry, String why) {
            if (!entry.hook().optional()) {
              entry.probeSwitch().missing(entry.hook().label() + " (" + why + ")");
            }
          }
        });
  }
}
