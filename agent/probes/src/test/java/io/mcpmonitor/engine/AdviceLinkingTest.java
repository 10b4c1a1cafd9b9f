package io.mcpmonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.example.TargetCases;
import io.mcpmonitor.capture.Capture;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.state.ProbeStatus;
import io.mcpmonitor.state.ProbeStatus.Status;
import io.mcpmonitor.support.Drops;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Woven methods and real advice, through the linker that the agent uses. */
public class AdviceLinkingTest {
  private static final String TARGET = TargetCases.class.getName();
  private static final Instrumentation NO_JVM =
      (Instrumentation)
          Proxy.newProxyInstance(
              AdviceLinkingTest.class.getClassLoader(),
              new Class<?>[] {Instrumentation.class},
              (proxy, method, arguments) -> null);

  private static volatile AdviceLinker linker;

  private ProbeSwitch probeSwitch;
  private final List<Probe.Requirement> requirements = new ArrayList<>();

  /** The bootstrap method of the woven call sites. */
  public static CallSite link(
      MethodHandles.Lookup caller, String phase, MethodType type, int hookId, String cast) {
    return linker.link(caller, phase, type, hookId, cast);
  }

  private Object woven(Hook hook) throws Exception {
    Probe probe =
        new Probe(
            "test",
            "a test",
            "none",
            "io.mcpmonitor.probe.fortest",
            "TestScope",
            requirements,
            List.of(hook));
    probeSwitch = new ProbeSwitch(probe, null);
    Drops drops = new Drops();
    linker = new AdviceLinker(NO_JVM, new Pipeline(drops), drops, Capture.NONE);
    linker.transformer(new HookTransformer(NO_JVM, linker));
    return wovenAgain(linker.register(hook, probeSwitch));
  }

  private static Object wovenAgain(HookTransformer.Entry entry) throws Exception {
    byte[] bytes =
        new ClassWeaver("io/mcpmonitor/engine/AdviceLinkingTest")
            .weave(Weaving.bytes(TargetCases.class), List.of(entry));
    return new Weaving.Classes(Map.of(TARGET, bytes)).load(TARGET).getConstructor().newInstance();
  }

  private static Hook on(String method) {
    return Hook.on(TARGET, method).with("TestAdvice");
  }

  private static Object call(Object instance, String name, Object... arguments) throws Exception {
    for (Method method : instance.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        try {
          return method.invoke(instance, arguments);
        } catch (InvocationTargetException e) {
          throw (Exception) e.getCause();
        }
      }
    }
    throw new NoSuchMethodException(name);
  }

  private static Object seen(Object instance) throws Exception {
    return instance.getClass().getField("seen").get(null);
  }

  @Test
  void adviceGetsTheApplicationsOwnTypesAndReplacesTheResult() throws Exception {
    Object target = woven(on("text").fields("field").enter("given").exit("decorated"));
    assertThat(call(target, "text", "a", 2L)).isEqualTo("a20" + List.of(target, 11, "a", 2L));
    assertThat(probeSwitch.status().failures()).isZero();
  }

  @Test
  void adviceReplacesAnArgumentForTheBodyAndForAdviceThatFollows() throws Exception {
    Object target =
        woven(on("text").fields("field").argument(0, "replaced").enter("given").exit("decorated"));
    assertThat(call(target, "text", "a", 2L))
        .isEqualTo("a011a220" + List.of(target, 11, "a011a2", 2L));
    assertThat(probeSwitch.status().failures()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"throwsAlways", "wrongReplacement"})
  void aBrokenReplacementLeavesTheArgumentAsItIs(String advice) throws Exception {
    Object target = woven(on("text").argument(0, advice));
    assertThat(call(target, "text", "a", 2L)).isEqualTo("a20");
    assertThat(probeSwitch.status().failures()).isEqualTo(1);
  }

  @Test
  void primitivesAreNotReplaced() throws Exception {
    HookTransformer.Entry primitive = Weaving.entries(on("text").argument(1, "replaced")).get(0);
    assertThat(new ClassWeaver("none").weave(Weaving.bytes(TargetCases.class), List.of(primitive)))
        .isNull();
  }

  @Test
  void adviceWithoutAResultReplacesNothing() throws Exception {
    Object target = woven(on("text").enter("givenFewer").fields("field").exit("onlyLooks"));
    assertThat(call(target, "text", "a", 2L)).isEqualTo("a20");
    assertThat(seen(target)).isEqualTo("a20");
    assertThat(probeSwitch.status().failures()).isZero();
  }

  @Test
  void adviceOnWhatASettingNamesKnowsTheName() throws Exception {
    for (String method : List.of("text", "number", "boxed", "calls")) {
      Hook hook = Hook.on(TARGET, method).with("NamedAdvice").namedBy("scan.methods");
      Object target = woven(hook.enter("begins").exit("ends").thrown("fails"));
      Object[] arguments =
          switch (method) {
            case "text" -> new Object[] {"a", 1L};
            case "number" -> new Object[] {1L};
            case "boxed" -> new Object[] {1};
            default -> new Object[0];
          };
      Object result = call(target, method, arguments);
      boolean isObject = method.equals("text") || method.equals("boxed");
      assertThat(seen(target))
          .isEqualTo(
              Arrays.asList(
                  TARGET + "#" + method,
                  isObject ? result : null,
                  "state",
                  method.equals("number") ? null : target));
      assertThat(probeSwitch.status().unable()).isEmpty();
      assertThat(probeSwitch.status().failures()).isZero();
    }
  }

  @Test
  void theSameExceptionLeaves() throws Exception {
    Object target = woven(on("text").enter("throwsAlways").thrown("onlyLooksThrown"));
    Throwable thrown = catchThrowable(() -> call(target, "text", "a", -1L));
    assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasMessage("negative");
    assertThat(seen(target)).isSameAs(thrown);
  }

  @Test
  void adviceOfOneLoaderSharesOneScope() throws Exception {
    Object target = woven(on("calls").enter("givenFewer").fields("field").exit("scopeCalls"));
    assertThat(call(target, "calls")).isEqualTo(1);
    assertThat(call(target, "calls")).isEqualTo(2);
  }

  @Test
  void anotherLoaderHasAScopeOfItsOwn() throws Exception {
    Hook hook = on("calls").enter("givenFewer").fields("field").exit("scopeCalls");
    Object target = woven(hook);
    Object other = wovenAgain(linker.register(hook, probeSwitch));
    assertThat(call(target, "calls")).isEqualTo(1);
    assertThat(call(other, "calls")).isEqualTo(1);
    assertThat(call(target, "calls")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "number, throwsAlways",
    "number, throwsError",
    "number, wrongResultType",
    "number, wrongArgument",
    "number, notThere",
    "boxed, throwsAlways",
    "boxed, throwsError",
    "boxed, textFromAnything",
    "text, wrongArgument",
    "text, throwsError",
    "calls, throwsAlways",
  })
  void brokenAdviceLeavesTheApplicationsResult(String method, String advice) throws Exception {
    Object target = woven(on(method).enter(advice).exit(advice).thrown(advice));
    for (int i = 0; i < 30; i++) {
      switch (method) {
        case "number" -> assertThat(call(target, method, 5L)).isEqualTo(6L);
        case "boxed" -> assertThat(call(target, method, 5)).isEqualTo(5);
        case "calls" -> assertThat(call(target, method)).isEqualTo(0);
        default -> {
          assertThat(call(target, method, "a", 1L)).isEqualTo("a10");
          assertThat(catchThrowable(() -> call(target, method, "a", -1L))).hasMessage("negative");
        }
      }
    }
    assertThat(probeSwitch.status().failures()).isPositive();
  }

  @Test
  void adviceThatAlwaysThrowsIsCountedAndSwitchedOff() throws Exception {
    Object target = woven(on("number").exit("throwsForNumbers"));
    for (int i = 1; i <= ProbeSwitch.MAX_FAILURES; i++) {
      assertThat(call(target, "number", 1L)).isEqualTo(2L);
      assertThat(probeSwitch.status().failures()).isEqualTo(i);
      assertThat(probeSwitch.isOn()).isTrue();
    }
    for (int i = 0; i < 5; i++) {
      assertThat(call(target, "number", 1L)).isEqualTo(2L);
    }
    ProbeStatus status = probeSwitch.status();
    assertThat(status.status()).isEqualTo(Status.FAILED);
    assertThat(status.failures()).isEqualTo(ProbeSwitch.MAX_FAILURES + 1);
    assertThat(status.reason()).contains("11 times").contains("advice is broken");
    Object late = wovenAgain(linker.register(on("number").exit("doubled"), probeSwitch));
    assertThat(call(late, "number", 1L)).isEqualTo(2L);
  }

  @Test
  void aLibraryThatLacksAMethodMakesTheProbeInactiveWithTheReason() throws Exception {
    requirements.add(new Probe.Requirement(TARGET, "text", 2));
    requirements.add(new Probe.Requirement(TARGET, "text", 3));
    requirements.add(new Probe.Requirement("com.example.Absent", "method", 0));
    Object target = woven(on("number").exit("doubled"));
    assertThat(call(target, "number", 1L)).isEqualTo(2L);
    assertThat(probeSwitch.status().status()).isEqualTo(Status.INACTIVE);
    assertThat(probeSwitch.status().reason())
        .endsWith(" lacks com.example.TargetCases.text/3, com.example.Absent.method/0");
    assertThat(probeSwitch.status().inactiveFor()).containsExactly(probeSwitch.status().reason());
  }

  @Test
  void oneLibraryThatLacksAMethodLeavesTheOtherApplicationWatched() throws Exception {
    requirements.add(new Probe.Requirement(TARGET, "number", 1));
    Object target = woven(on("number").exit("doubled"));
    assertThat(call(target, "number", 1L)).isEqualTo(4L);
    requirements.add(new Probe.Requirement(TARGET, "text", 3));

    Object incomplete = wovenAgain(linker.register(on("number").exit("doubled"), probeSwitch));
    assertThat(call(incomplete, "number", 1L)).isEqualTo(2L);

    assertThat(call(target, "number", 1L)).isEqualTo(4L);
    assertThat(probeSwitch.status().status()).isEqualTo(Status.ACTIVE);
    assertThat(probeSwitch.status().reason()).isNull();
    assertThat(probeSwitch.status().inactiveFor())
        .singleElement()
        .asString()
        .endsWith(" lacks com.example.TargetCases.text/3");
  }

  @Test
  void anApplicationWithoutTheLibraryIsNoFault() throws Exception {
    requirements.add(new Probe.Requirement("com.example.Absent", "method", 0));
    Object target = woven(on("number").exit("doubled"));
    assertThat(call(target, "number", 1L)).isEqualTo(2L);
    assertThat(probeSwitch.status().status()).isEqualTo(Status.WAITING);
    assertThat(probeSwitch.status().inactiveFor()).isEmpty();
  }

  @Test
  void aLibraryThatIsCompleteIsHooked() throws Exception {
    requirements.add(new Probe.Requirement(TARGET, "text", 2));
    Object target = woven(on("number").exit("doubled"));
    assertThat(call(target, "number", 1L)).isEqualTo(4L);
    assertThat(probeSwitch.status().hookedMethods()).containsExactly("TargetCases.number");
    assertThat(probeSwitch.status().status()).isEqualTo(Status.ACTIVE);
  }
}
