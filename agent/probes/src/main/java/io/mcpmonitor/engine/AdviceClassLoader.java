package io.mcpmonitor.engine;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

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

  /**
   * A look-up with all rights in a package of advice. Only code of that package can make one, so a
   * class that hands it out is made there.
   */
  synchronized MethodHandles.Lookup lookup(String packageName) throws ReflectiveOperationException {
    String name = packageName + ".AdviceLookup";
    Class<?> type = findLoadedClass(name);
    if (type == null) {
      byte[] bytes = lookupClass(name.replace('.', '/'));
      type = defineClass(name, bytes, 0, bytes.length);
    }
    Method get = type.getDeclaredMethod("get");
    get.setAccessible(true);
    return (MethodHandles.Lookup) get.invoke(null);
  }

  private static byte[] lookupClass(String name) {
    String lookup = "()Ljava/lang/invoke/MethodHandles$Lookup;";
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_FINAL, name, null, "java/lang/Object", null);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "get", lookup, null, null);
    code.visitCode();
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", lookup, false);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(1, 0);
    code.visitEnd();
    return writer.toByteArray();
  }

  static ClassReader reader(String className) {
    try {
      return new ClassReader(bytes(className));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the agent's jar lacks " + className, e);
    }
  }

  private static byte[] bytes(String className) throws ClassNotFoundException {
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
