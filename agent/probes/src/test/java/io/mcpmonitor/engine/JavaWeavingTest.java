package io.mcpmonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Isolated;

/** Every method of {@link JavaCases}, with and without hooks. */
@Isolated("the advice is static")
class JavaWeavingTest {
  private static final Object LOCK = new Object();

  /** Arguments by method, several lists for one method; methods that are not here get none. */
  private static final Map<String, Object[][]> ARGUMENTS =
      Map.ofEntries(
          Map.entry("mixed", new Object[][] {{1, 2L, 3.5, "four", 5f, new int[6]}}),
          Map.entry("aBoolean", new Object[][] {{2}, {3}}),
          Map.entry("aByte", new Object[][] {{(byte) 127}}),
          Map.entry("aChar", new Object[][] {{'a'}}),
          Map.entry("aShort", new Object[][] {{(short) -1}}),
          Map.entry("aLong", new Object[][] {{3L, 1L << 40}, {3L, 1L}}),
          Map.entry("aFloat", new Object[][] {{3f}}),
          Map.entry("aDouble", new Object[][] {{3.0, 4}}),
          Map.entry("fills", new Object[][] {{new ArrayList<>(), "a"}, {null, "b"}}),
          Map.entry("arrays", new Object[][] {{new String[1][], new long[] {4}}, {null, null}}),
          Map.entry("loopsFromTheStart", new Object[][] {{5}}),
          Map.entry("loopsOnThis", new Object[][] {{5}}),
          Map.entry("triesAndCatches", new Object[][] {{0}, {1}, {2}}),
          Map.entry("returnsInFinally", new Object[][] {{0}, {1}}),
          Map.entry(
              "switches",
              new Object[][] {{"a", 1}, {"b", 2}, {"c", 100000}, {null, 9}, {new Object(), 3}}),
          Map.entry("nestedExceptions", new Object[][] {{1}, {2}, {3}, {4}}),
          Map.entry("synchronizedMethod", new Object[][] {{0}, {1}}),
          Map.entry("synchronizedBlock", new Object[][] {{LOCK, 0}, {LOCK, 9}, {null, 1}}),
          Map.entry("reassigns", new Object[][] {{1, "s"}}),
          Map.entry("manyLocals", new Object[][] {{3, "x"}}),
          Map.entry("generic", new Object[][] {{List.of(1, 5, 2), 3}}),
          Map.entry("lambdas", new Object[][] {{3, new Object[] {"a", 1}}}),
          Map.entry("recursive", new Object[][] {{10}}),
          Map.entry("ternaries", new Object[][] {{true, 3L, Map.of()}, {false, 1L, Map.of()}}),
          Map.entry(
              "rethrows",
              new Object[][] {{callable(false)}, {callable(true)}, {new Object[] {null}[0]}}),
          Map.entry("endsInThrow", new Object[][] {{1}}),
          Map.entry("hidden", new Object[][] {{1}}),
          Map.entry("inDefault", new Object[][] {{3, "ab"}, {-1, "x"}}));

  private static Callable<?> callable(boolean fails) {
    return () -> {
      if (fails) {
        throw new IllegalStateException("asked to");
      }
      return "called";
    };
  }

  record Outcome(Object result, Throwable thrown) {}

  record Call(String phase, List<Object> arguments) {}

  @AfterEach
  void reset() {
    Weaving.advice(Weaving.NOTHING);
  }

  @TestFactory
  Stream<DynamicTest> everyShapeOfMethod() {
    return Stream.concat(
            Arrays.stream(JavaCases.class.getDeclaredMethods()),
            Arrays.stream(DefaultCases.class.getDeclaredMethods()))
        .filter(method -> !method.isSynthetic() && !method.getName().equals("compareTo"))
        .flatMap(
            method ->
                Arrays.stream(ARGUMENTS.getOrDefault(method.getName(), new Object[][] {{}}))
                    .map(
                        arguments ->
                            DynamicTest.dynamicTest(
                                method.getName() + Arrays.deepToString(arguments),
                                () -> proves(method, arguments))));
  }

  private static void proves(Method method, Object[] arguments) throws Exception {
    Class<?> declaring = method.getDeclaringClass();
    Class<?> woven =
        Weaving.woven(declaring, Weaving.everyPhase(declaring.getName(), method.getName()));
    Object instance = instance(declaring.isInterface() ? implementing(woven) : woven);
    Object plain = new JavaCases();
    Method wovenMethod = woven.getDeclaredMethod(method.getName(), method.getParameterTypes());
    Object state = new Object();
    List<Call> calls = new ArrayList<>();
    Weaving.advice(
        (hook, phase, given) -> {
          calls.add(new Call(phase, Arrays.asList(given)));
          return phase.equals("enter") ? state : Weaving.NOTHING.call(hook, phase, given);
        });

    Outcome expected = call(method, plain, copy(arguments));
    Object[] given = copy(arguments);
    Outcome outcome = call(wovenMethod, instance, given);

    assertSame(outcome, expected);
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    List<Object> passed = new ArrayList<>();
    if (!isStatic) {
      passed.add(instance);
    }
    passed.addAll(Arrays.asList(given));
    assertThat(calls.get(0)).isEqualTo(new Call("enter", passed));
    Call last = calls.get(calls.size() - 1);
    List<Object> after = new ArrayList<>();
    if (outcome.thrown() != null) {
      after.add(outcome.thrown());
    } else if (method.getReturnType() != void.class) {
      after.add(outcome.result());
    }
    after.add(state);
    after.addAll(passed);
    assertThat(last).isEqualTo(new Call(outcome.thrown() != null ? "thrown" : "exit", after));
    assertThat(calls.size() % 2).isZero();
    assertThat(Thread.holdsLock(LOCK)).isFalse();
    assertThat(Thread.holdsLock(instance)).isFalse();
    replaces(wovenMethod, instance, copy(arguments), outcome);
    named(method, arguments, expected);
  }

  /** A setting may name a method of any shape: its advice gets less, and replaces nothing. */
  private static void named(Method method, Object[] arguments, Outcome expected) throws Exception {
    Class<?> declaring = method.getDeclaringClass();
    Hook hook = Weaving.everyPhase(declaring.getName(), method.getName());
    Class<?> woven = Weaving.woven(declaring, hook.namedBy("scan.methods"), hook);
    Object instance = instance(declaring.isInterface() ? implementing(woven) : woven);
    Object self = Modifier.isStatic(method.getModifiers()) ? null : instance;
    List<Call> calls = new ArrayList<>();
    Weaving.advice(
        (number, phase, given) -> {
          if (number == 0) {
            calls.add(new Call(phase, Arrays.asList(given)));
            return phase.equals("enter") ? "state" : "ignored";
          }
          return Weaving.NOTHING.call(number, phase, given);
        });
    Method wovenMethod = woven.getDeclaredMethod(method.getName(), method.getParameterTypes());
    Outcome outcome = call(wovenMethod, instance, copy(arguments));
    assertSame(outcome, expected);
    assertThat(calls.get(0)).isEqualTo(new Call("enter", Arrays.asList(self)));
    Call last = calls.get(calls.size() - 1);
    if (outcome.thrown() != null) {
      assertThat(last)
          .isEqualTo(new Call("thrown", Arrays.asList(outcome.thrown(), "state", self)));
    } else {
      boolean isObject = !method.getReturnType().isPrimitive();
      Object returned = isObject ? outcome.result() : null;
      assertThat(last).isEqualTo(new Call("exit", Arrays.asList(returned, "state", self)));
    }
  }

  private static void replaces(
      Method method, Object instance, Object[] arguments, Outcome unchanged) {
    Object other =
        switch (method.getReturnType().getName()) {
          case "int" -> 42;
          case "long" -> 42L << 33;
          case "boolean" -> !Boolean.TRUE.equals(unchanged.result());
          case "byte" -> (byte) 42;
          case "short" -> (short) 42;
          case "char" -> '*';
          case "float" -> 4.2f;
          case "double" -> 4.2;
          case "java.lang.String" -> "other";
          default -> null;
        };
    Weaving.advice((hook, phase, given) -> phase.equals("exit") ? other : null);
    if (unchanged.thrown() == null && !method.getName().equals("recursive")) {
      assertThat(call(method, instance, arguments)).isEqualTo(new Outcome(other, null));
    }
  }

  private static void assertSame(Outcome outcome, Outcome expected) {
    assertThat(outcome.result()).usingRecursiveComparison().isEqualTo(expected.result());
    if (expected.thrown() == null) {
      assertThat(outcome.thrown()).isNull();
    } else {
      assertThat(outcome.thrown()).hasSameClassAs(expected.thrown());
      if (!(expected.thrown() instanceof NullPointerException)) { // names the local by number
        assertThat(outcome.thrown()).hasMessage(expected.thrown().getMessage());
      }
    }
  }

  private static Object[] copy(Object[] arguments) {
    Object[] copy = arguments.clone();
    for (int i = 0; i < copy.length; i++) {
      if (copy[i] instanceof ArrayList<?> list) {
        copy[i] = new ArrayList<>(list);
      }
    }
    return copy;
  }

  private static Outcome call(Method method, Object instance, Object[] arguments) {
    method.setAccessible(true);
    try {
      return new Outcome(method.invoke(instance, arguments), null);
    } catch (InvocationTargetException e) {
      return new Outcome(null, e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> implementing(Class<?> woven) throws Exception {
    return Class.forName(JavaCases.Implementing.class.getName(), true, woven.getClassLoader());
  }

  private static Object instance(Class<?> type) throws Exception {
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  @Test
  void everyInterestingMethodHasArguments() {
    assertThat(Arrays.stream(JavaCases.class.getDeclaredMethods()).map(Method::getName))
        .containsAll(
            ARGUMENTS.keySet().stream().filter(name -> !name.equals("inDefault")).toList());
  }
}
