package io.mcpmonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves every method of whole libraries, from different compilers, and has the JVM verify them.
 */
class MassWeavingTest {
  @ParameterizedTest
  @CsvSource({
    "kotlin,   kotlin.Unit,                                          900,  9000",
    "reactor,  reactor.core.publisher.Flux,                          900,  7500",
    "h2,       org.h2.Driver,                                       1000, 12000",
    "guava,    com.google.common.collect.ImmutableList,             1900, 13000",
    "jackson,  com.fasterxml.jackson.databind.ObjectMapper,          750,  8000",
    "groovy,   groovy.lang.GroovyObject,                            4500, 30000",
    "clojure,  clojure.lang.RT,                                     3500, 15000",
    "scala 2,  scala.collection.immutable.List,                     2800, 38000",
    "scala 3,  scala.runtime.LazyVals,                                90,   500",
    "mcp,      io.modelcontextprotocol.spec.McpSchema,               350,  2800",
    "netty,    io.netty.handler.codec.http.HttpObjectDecoder,        300,  2000",
  })
  void everyMethodOfALibraryVerifies(
      String library, String someClass, int leastClasses, int leastMethods) throws Exception {
    Jar original = new Jar(someClass, false);
    Jar woven = new Jar(someClass, true);
    List<String> wrong = new ArrayList<>();
    int verified = 0;
    int unlinkable = 0;
    for (String name : original.names()) {
      String problem = link(original, name);
      if (problem != null) { // lacks an optional dependency
        unlinkable++;
      } else {
        problem = link(woven, name);
        if (problem != null) {
          wrong.add(name + ": " + problem);
        }
        verified++;
      }
    }
    System.err.printf(
        "%s: %d classes verified with %d woven methods; %d classes do not link without hooks, "
            + "%d are too old or have no code, %d would be too large%n",
        library, verified, woven.methods, unlinkable, woven.old, woven.tooLarge);
    assertThat(wrong).isEmpty();
    assertThat(verified).isGreaterThan(leastClasses);
    assertThat(woven.methods).isGreaterThan(leastMethods);
    assertThat(woven.tooLarge).isLessThan(10);
  }

  @Test
  void theJvmReallyVerifies() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Broken", null, "java/lang/Object", null);
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()I", null, null);
    code.visitCode();
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(1, 0);
    ClassLoader loader = new Weaving.Classes(Map.of("Broken", writer.toByteArray()));
    assertThat(link(loader, "Broken")).contains("VerifyError");
  }

  /** Links, and so verifies, without initialising; null when that went well. */
  private static String link(ClassLoader loader, String name) {
    try {
      Constructor<?>[] linked = Class.forName(name, false, loader).getDeclaredConstructors();
      return linked == null ? "not linked" : null;
    } catch (ClassNotFoundException | LinkageError e) {
      return e.toString();
    }
  }

  /** Defines the classes of one jar of the class path anew, woven or as they are. */
  private static final class Jar extends ClassLoader {
    private final Map<String, byte[]> classes = new HashMap<>();
    private final boolean weaves;
    int methods;
    int old;
    int tooLarge;

    Jar(String someClass, boolean weaves) throws Exception {
      super(MassWeavingTest.class.getClassLoader());
      this.weaves = weaves;
      Path path =
          Path.of(
              Class.forName(someClass, false, getParent())
                  .getProtectionDomain()
                  .getCodeSource()
                  .getLocation()
                  .toURI());
      try (JarFile jar = new JarFile(path.toFile())) {
        for (JarEntry entry : jar.stream().toList()) {
          String name = entry.getName();
          if (name.endsWith(".class")
              && !name.startsWith("META-INF/")
              && !name.endsWith("module-info.class")) {
            classes.put(name.replace(".class", "").replace('/', '.'), read(jar, entry));
          }
        }
      }
    }

    private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
      try (InputStream in = jar.getInputStream(entry)) {
        return in.readAllBytes();
      }
    }

    List<String> names() {
      return classes.keySet().stream().sorted().toList();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
          return loaded;
        }
        byte[] bytes = classes.get(name);
        if (bytes == null) {
          return super.loadClass(name, resolve);
        }
        byte[] defined = weaves ? weave(name, bytes) : bytes;
        return defineClass(name, defined, 0, defined.length);
      }
    }

    private byte[] weave(String name, byte[] bytes) {
      List<Hook> hooks = new ArrayList<>();
      for (String method : methods(bytes)) {
        Hook hook = Weaving.everyPhase(name, method).fields("value", "this$0", "name");
        hooks.add(hook);
        hooks.add(hook.argument(1, "argument"));
        hooks.add(Weaving.everyPhase(name, method).namedBy("scan.methods").ifPresent());
      }
      try {
        byte[] woven = Weaving.weave(bytes, hooks.toArray(Hook[]::new));
        if (woven == null) {
          old++;
          return bytes;
        }
        methods += countWoven(woven);
        return woven;
      } catch (MethodTooLargeException e) {
        tooLarge++;
        return bytes;
      }
    }

    private static Set<String> methods(byte[] bytes) {
      Set<String> names = new LinkedHashSet<>();
      new ClassReader(bytes)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String s, String[] exceptions) {
                  names.add(name);
                  return null;
                }
              },
              ClassReader.SKIP_CODE);
      return names;
    }

    private static int countWoven(byte[] bytes) {
      int[] count = {0};
      new ClassReader(bytes)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String s, String[] exceptions) {
                  return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitInvokeDynamicInsn(
                        String phase,
                        String type,
                        org.objectweb.asm.Handle bootstrap,
                        Object... arguments) {
                      if (phase.equals("enter") && bootstrap.getOwner().equals(Weaving.LINKER)) {
                        count[0]++;
                      }
                    }
                  };
                }
              },
              0);
      return count[0];
    }
  }
}
