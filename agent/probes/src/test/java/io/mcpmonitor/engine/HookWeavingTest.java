package io.mcpmonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What hooks can ask for: fields, constructors, several hooks on one method, single phases. */
class HookWeavingTest {
  private static final String CASES = JavaCases.class.getName();
  private static final String CONSTRUCTED = JavaCases.Constructed.class.getName();

  record Call(int hook, String phase, List<Object> arguments) {}

  private final List<Call> calls = new ArrayList<>();

  @AfterEach
  void reset() {
    Weaving.advice(Weaving.NOTHING);
  }

  private void record() {
    Weaving.advice(
        (hook, phase, given) -> {
          calls.add(new Call(hook, phase, Arrays.asList(given)));
          return phase.equals("enter") ? "state" + hook : Weaving.NOTHING.call(hook, phase, given);
        });
  }

  @Test
  void fieldsAreHandedOverAndMissingOnesAreNull() throws Exception {
    record();
    Hook hook =
        Weaving.everyPhase(CASES, "loopsOnThis")
            .fields("number", "absent", "big", "half", "yes", "text", "numbers");
    Object instance = instance(Weaving.woven(JavaCases.class, hook));
    assertThat(call(instance, "loopsOnThis", 95)).isEqualTo(102);
    Object numbers = calls.get(0).arguments().get(7);
    assertThat(numbers).isEqualTo(new int[] {1, 2});
    assertThat(calls)
        .containsExactly(
            new Call(
                0,
                "enter",
                Arrays.asList(instance, 7, null, 1L << 40, 0.5, true, "field", numbers, 95)),
            new Call(
                0,
                "exit",
                Arrays.asList(
                    102, "state0", instance, 7, null, 1L << 40, 0.5, true, "field", numbers, 95)));
  }

  @Test
  void staticMethodsHaveNoFields() throws Exception {
    record();
    Class<?> woven =
        Weaving.woven(
            JavaCases.class, Weaving.everyPhase(CASES, "loopsFromTheStart").fields("number"));
    assertThat(call(instance(woven), "loopsFromTheStart", 3)).isEqualTo(-2);
    assertThat(calls)
        .containsExactly(
            new Call(0, "enter", List.of(3)), new Call(0, "exit", List.of(-2, "state0", 3)));
  }

  @Test
  void twoHooksOnOneMethodEachKeepTheirState() throws Exception {
    record();
    Object instance =
        instance(
            Weaving.woven(
                JavaCases.class,
                Weaving.everyPhase(CASES, "manyLocals"),
                Weaving.everyPhase(CASES, "manyLocals"),
                Weaving.everyPhase(CASES, "manyLocals")));
    Object result = call(instance, "manyLocals", 3, "x");
    assertThat(result).isEqualTo(JavaCases.manyLocals(3, "x"));
    assertThat(calls)
        .containsExactly(
            new Call(2, "enter", List.of(3, "x")),
            new Call(1, "enter", List.of(3, "x")),
            new Call(0, "enter", List.of(3, "x")),
            new Call(0, "exit", List.of(result, "state0", 3, "x")),
            new Call(1, "exit", List.of(result, "state1", 3, "x")),
            new Call(2, "exit", List.of(result, "state2", 3, "x")));
  }

  @Test
  void twoHooksOnOneMethodBothSeeItsException() throws Exception {
    record();
    Object instance =
        instance(
            Weaving.woven(
                JavaCases.class,
                Weaving.everyPhase(CASES, "endsInThrow"),
                Weaving.everyPhase(CASES, "endsInThrow")));
    assertThatThrownBy(() -> call(instance, "endsInThrow", 1)).hasMessage("always 1");
    assertThat(calls).extracting(Call::hook, Call::phase).hasSize(4);
    Object thrown = calls.get(2).arguments().get(0);
    assertThat(thrown).isInstanceOf(IllegalStateException.class);
    assertThat(calls.get(2)).isEqualTo(new Call(0, "thrown", List.of(thrown, "state0", 1)));
    assertThat(calls.get(3)).isEqualTo(new Call(1, "thrown", List.of(thrown, "state1", 1)));
  }

  @Test
  void constructorsHandOverTheInstanceWhenItIsThere() throws Exception {
    record();
    Class<?> woven =
        Weaving.woven(
            JavaCases.Constructed.class,
            Weaving.everyPhase(CONSTRUCTED, "<init>").fields("seen", "hash", "absent"));
    Object instance = construct(woven, "a", 5L);
    assertThat(calls)
        .containsExactly(
            new Call(0, "enter", List.of("a", 5L)),
            new Call(0, "enter", List.of("a5")),
            new Call(
                0,
                "exit",
                Arrays.asList("state0", instance, "a5012", "a5012".hashCode(), null, "a5")),
            new Call(
                0,
                "exit",
                Arrays.asList("state0", instance, "a5012", "a5012".hashCode(), null, "a", 5L)));
  }

  @Test
  void argumentsOfConstructorsCanBeReplaced() throws Exception {
    Weaving.advice(
        (hook, phase, given) ->
            phase.equals("argument")
                ? given[0] + "+" + hook
                : Weaving.NOTHING.call(0, phase, given));
    Hook hook = Hook.on(CONSTRUCTED, "<init>").parameters(1).with("A").argument(0, "argument");
    Class<?> woven = Weaving.woven(JavaCases.Constructed.class, hook, hook);
    Object instance = construct(woven, "a", 5L);
    Field seen = woven.getDeclaredField("seen");
    seen.setAccessible(true);
    assertThat(seen.get(instance)).isEqualTo("a5+1+0012");
  }

  @Test
  void anExceptionInAConstructorLeavesItUnseen() throws Exception {
    record();
    Class<?> woven =
        Weaving.woven(JavaCases.Constructed.class, Weaving.everyPhase(CONSTRUCTED, "<init>"));
    assertThatThrownBy(() -> construct(woven, "a", -5L)).hasMessage("negative");
    assertThat(calls).extracting(Call::phase).containsExactly("enter", "enter", "exit");
  }

  @Test
  void eachPhaseMayStandAlone() throws Exception {
    record();
    Hook none = Hook.on(CASES, "triesAndCatches").with("A");
    Object instance =
        instance(
            Weaving.woven(
                JavaCases.class, none.enter("a"), none.exit("b"), none.thrown("c"), none));
    call(instance, "triesAndCatches", 0);
    assertThatThrownBy(() -> call(instance, "triesAndCatches", 1)).hasMessage("one");
    assertThat(calls)
        .extracting(Call::hook, Call::phase)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, "enter"),
            org.assertj.core.groups.Tuple.tuple(1, "exit"),
            org.assertj.core.groups.Tuple.tuple(0, "enter"),
            org.assertj.core.groups.Tuple.tuple(2, "thrown"));
    assertThat(calls.get(1).arguments()).element(1).isNull();
  }

  @Test
  void theBridgeOfAGenericMethodIsNotHookedASecondTime() throws Exception {
    record();
    Class<?> woven = Weaving.woven(JavaCases.class, Weaving.everyPhase(CASES, "compareTo"));
    Object instance = instance(woven);
    Method bridge = woven.getMethod("compareTo", Object.class);
    assertThat(bridge.isBridge()).isTrue();
    bridge.setAccessible(true);
    assertThat(bridge.invoke(instance, instance)).isEqualTo(0);
    assertThat(calls).extracting(Call::phase).containsExactly("enter", "exit");
  }

  @Test
  void membersDoNotChange() throws Exception {
    Hook[] hooks =
        Arrays.stream(JavaCases.class.getDeclaredMethods())
            .map(method -> Weaving.everyPhase(CASES, method.getName()))
            .toArray(Hook[]::new);
    Class<?> woven = Weaving.woven(JavaCases.class, hooks);
    assertThat(Arrays.stream(woven.getDeclaredMethods()).map(Method::toGenericString))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(JavaCases.class.getDeclaredMethods())
                .map(Method::toGenericString)
                .toList());
    assertThat(woven.getDeclaredFields()).hasSameSizeAs(JavaCases.class.getDeclaredFields());
  }

  private static Object instance(Class<?> woven) throws Exception {
    Constructor<?> constructor = woven.getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor.newInstance();
  }

  private static Object construct(Class<?> woven, Object... arguments) throws Exception {
    Constructor<?> constructor = woven.getDeclaredConstructor(String.class, long.class);
    constructor.setAccessible(true);
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  private static Object call(Object instance, String name, Object... arguments) throws Exception {
    for (Method method : instance.getClass().getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        method.setAccessible(true);
        try {
          return method.invoke(instance, arguments);
        } catch (InvocationTargetException e) {
          throw (Exception) e.getCause();
        }
      }
    }
    throw new NoSuchMethodException(name);
  }
}
