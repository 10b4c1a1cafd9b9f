package io.mcpmonitor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.event.Wire;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the linker would find out in somebody's process is found out here: that every advice exists,
 * keeps no static state and takes what the newest version of its library has to give.
 */
class AdviceRulesTest {
  private static final Set<Class<?>> CONSTANTS =
      Set.of(
          String.class,
          int.class,
          long.class,
          List.class,
          Wire.class,
          MethodHandle.class,
          Object.class,
          Set.class);

  @TestFactory
  Stream<DynamicTest> adviceOfEveryHook() {
    return Probes.ALL.stream()
        .flatMap(
            probe ->
                probe.hooks().stream()
                    .map(
                        hook ->
                            DynamicTest.dynamicTest(
                                probe.id() + " " + hook.className() + "." + hook.methods().name(),
                                () -> check(probe, hook))));
  }

  @Test
  void mostHooksAreCheckedAgainstTheLibrary() {
    int found = 0;
    for (Probe probe : Probes.ALL) {
      for (Hook hook : probe.hooks()) {
        found += targets(hook).size();
      }
    }
    assertThat(found).isGreaterThan(30);
  }

  private static void check(Probe probe, Hook hook) throws Exception {
    Class<?> advice = Class.forName(probe.packageName() + "." + hook.advice().className());
    Class<?> scope = Class.forName(probe.packageName() + "." + probe.scope());
    assertThat(Modifier.isFinal(advice.getModifiers())).as("final").isTrue();
    assertThat(advice.getDeclaredConstructor(scope)).isNotNull();
    for (Field field : advice.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        assertThat(Modifier.isFinal(field.getModifiers())).as(field + " is final").isTrue();
        assertThat(CONSTANTS).as(field + " is a constant").contains(field.getType());
      }
    }
    phase(advice, hook, "argument", hook.advice().argument());
    phase(advice, hook, "enter", hook.advice().enter());
    phase(advice, hook, "exit", hook.advice().exit());
    phase(advice, hook, "thrown", hook.advice().thrown());
  }

  private static void phase(Class<?> advice, Hook hook, String phase, @Nullable String methodName) {
    if (methodName == null) {
      return;
    }
    List<Method> named =
        Stream.<Class<?>>iterate(advice, type -> type != null, Class::getSuperclass)
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(m -> m.getName().equals(methodName))
            .toList();
    assertThat(named).as(advice.getSimpleName() + "." + methodName).hasSize(1);
    Method method = named.get(0);
    assertThat(Modifier.isStatic(method.getModifiers())).as("static").isFalse();
    assertThat(method.getParameterTypes())
        .as("no types of another probe")
        .allMatch(
            t ->
                !t.getName().startsWith("io.mcpmonitor.probe.")
                    || t.getPackageName().equals(advice.getPackageName()));
    for (Executable target : targets(hook)) {
      List<Class<?>> given = given(hook, phase, target);
      assertThat(method.getParameterCount())
          .as("parameters of " + method + " for " + target)
          .isLessThanOrEqualTo(given.size());
      for (int i = 0; i < method.getParameterCount(); i++) {
        Class<?> wanted = method.getParameterTypes()[i];
        Class<?> actual = given.get(i);
        assertThat(wanted.isAssignableFrom(actual) || actual.isAssignableFrom(wanted))
            .as("parameter " + i + " of " + method + " gets a " + actual.getName())
            .isTrue();
      }
      if (phase.equals("argument") && method.getReturnType() != Object.class) { // or by name
        assertThat(target.getParameterTypes()[hook.advice().index()])
            .as(method + " returns what " + target + " takes")
            .isAssignableFrom(method.getReturnType());
      }
      if (phase.equals("exit") && target instanceof Method m && m.getReturnType() != void.class) {
        Class<?> returned = method.getReturnType();
        assertThat(returned == void.class || m.getReturnType().isAssignableFrom(returned))
            .as(method + " returns what " + target + " returns")
            .isTrue();
      }
    }
  }

  /** The types of what a call site passes, from the front. */
  private static List<Class<?>> given(Hook hook, String phase, Executable target) {
    List<Class<?>> given = new ArrayList<>();
    if (phase.equals("exit") && target instanceof Method m && m.getReturnType() != void.class) {
      given.add(m.getReturnType());
    }
    if (phase.equals("thrown")) {
      given.add(Throwable.class);
    }
    boolean before = phase.equals("enter") || phase.equals("argument");
    if (phase.equals("argument")) {
      given.add(target.getParameterTypes()[hook.advice().index()]);
    }
    if (!before) {
      given.add(Object.class);
    }
    boolean unborn = target instanceof Constructor<?> && before;
    if (!Modifier.isStatic(target.getModifiers()) && !unborn) {
      given.add(target.getDeclaringClass());
      for (String field : hook.fields()) {
        given.add(fieldType(target.getDeclaringClass(), field));
      }
    }
    given.addAll(List.of(target.getParameterTypes()));
    return given;
  }

  private static Class<?> fieldType(Class<?> owner, String name) {
    try {
      return owner.getDeclaredField(name).getType();
    } catch (NoSuchFieldException e) {
      return Object.class;
    }
  }

  /** The methods of the library on the class path that the hook matches; none where it lacks it. */
  private static List<Executable> targets(Hook hook) {
    Class<?> owner;
    try {
      owner = Class.forName(hook.className(), false, AdviceRulesTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return List.of();
    }
    Stream<Executable> all =
        hook.methods().name().equals("<init>")
            ? Arrays.stream(owner.getDeclaredConstructors())
            : Arrays.stream(owner.getDeclaredMethods());
    return all.filter(e -> e instanceof Constructor<?> || e.getName().equals(hook.methods().name()))
        .filter(e -> !e.isSynthetic())
        .filter(e -> e.getParameterCount() >= hook.methods().least())
        .filter(e -> e.getParameterCount() <= hook.methods().most())
        .filter(
            e ->
                hook.methods().firstType() == null
                    || (e.getParameterCount() > 0
                        && e.getParameterTypes()[0]
                            .getSimpleName()
                            .equals(hook.methods().firstType())))
        .toList();
  }
}
