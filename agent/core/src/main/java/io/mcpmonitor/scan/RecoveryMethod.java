package io.mcpmonitor.scan;

import io.mcpmonitor.support.MethodName;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The method by which the application begins its scan anew: without parameters, static or of the
 * instance that was seen last, which is held weakly. Found and called by reflection, because only
 * its user knows it.
 */
final class RecoveryMethod {
  private final MethodName name;
  private volatile @Nullable WeakReference<Object> instance;

  RecoveryMethod(MethodName name) {
    this.name = name;
  }

  /** What is called on what. */
  record Target(Method method, @Nullable Object instance) {
    @Nullable ClassLoader loader() {
      return method.getDeclaringClass().getClassLoader();
    }
  }

  /** It cannot be called, and why. */
  static final class Missing extends Exception {
    private final String words;

    Missing(String words) {
      super(words, null, false, false);
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  String name() {
    return name.toString();
  }

  /** An object of the application: an instance of the method's class, or any other. */
  void seen(Object object) {
    WeakReference<Object> known = instance;
    if ((known == null || !known.refersTo(object)) && typeOf(object) != null) {
      instance = new WeakReference<>(object);
    }
  }

  private @Nullable Class<?> typeOf(Object object) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      if (type.getName().equals(name.className())) {
        return type;
      }
    }
    return null;
  }

  Target target(Function<String, List<Class<?>>> loadedClasses) throws Missing {
    WeakReference<Object> known = instance;
    Object object = known == null ? null : known.get();
    Class<?> type = object == null ? null : typeOf(object);
    if (type != null) {
      return new Target(methodOf(type), object);
    }
    List<Class<?>> types = loadedClasses.apply(name.className());
    if (types.isEmpty()) {
      throw new Missing(name + " cannot be called: no class of this name has been loaded so far");
    }
    Method method = methodOf(types.get(types.size() - 1));
    if (!Modifier.isStatic(method.getModifiers())) {
      throw new Missing(name + " cannot be called: no instance was seen so far, or it is no more");
    }
    return new Target(method, null);
  }

  private Method methodOf(Class<?> type) throws Missing {
    try {
      return type.getDeclaredMethod(name.method());
    } catch (NoSuchMethodException e) {
      throw new Missing(name + " cannot be called: it has no such method without parameters");
    } catch (LinkageError e) {
      throw new Missing(name + " cannot be called: " + Run.words(e));
    }
  }

  @SuppressWarnings("NullAway") // null is how a static method is called
  void invoke(Target target) throws Throwable {
    boolean unused = target.method().trySetAccessible(); // if not, the call says so
    try {
      target.method().invoke(target.instance());
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
