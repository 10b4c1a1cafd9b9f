package io.mcpmonitor.engine;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Joins two worlds for one application loader: defines the advice classes, which may mention types
 * of the agent and of the application. Reachable only from the application's own call sites, so
 * that it lives and dies with the application loader.
 */
final class AdviceClassLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private static final String ADVICE = "io.mcpmonitor.probe.";
  private static final String AGENT = "io.mcpmonitor.";

  private final @Nullable ClassLoader application;
  private final AtomicInteger made = new AtomicInteger();

  /** Scopes and advice by class name: one each per application loader. */
  final ConcurrentMap<String, Object> instances = new ConcurrentHashMap<>();

  AdviceClassLoader(@Nullable ClassLoader application) {
    super("mcp-monitor-advice", AdviceClassLoader.class.getClassLoader());
    this.application = application;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      if (name.startsWith(ADVICE)) {
        byte[] bytes = bytes(name);
        return defineClass(name, bytes, 0, bytes.length);
      }
      if (name.startsWith(AGENT)) {
        return super.loadClass(name, resolve);
      }
      return Class.forName(name, false, application);
    }
  }

  /** Makes a class in a package of advice; its name gets a number. */
  Class<?> define(String name, AdviceAdapter adapter) {
    String unique = name + made.incrementAndGet();
    byte[] bytes = adapter.bytes(unique.replace('.', '/'));
    return defineClass(unique, bytes, 0, bytes.length);
  }

  static byte[] bytes(String className) throws ClassNotFoundException {
    String file = className.replace('.', '/') + ".class";
    ClassLoader agent = AdviceClassLoader.class.getClassLoader();
    try (InputStream in = agent == null ? null : agent.getResourceAsStream(file)) {
      if (in == null) {
        throw new ClassNotFoundException(className);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(className, e);
    }
  }
}
