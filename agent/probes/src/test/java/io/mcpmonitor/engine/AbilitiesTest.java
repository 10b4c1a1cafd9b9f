package io.mcpmonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AbilitiesTest {
  private static final Hook REQUEST = Hook.on("a.Handler", "handle").gives(Ability.COUNTING);
  private static final Hook BODY = Hook.on("a.Feature", "call").gives(Ability.BODIES);
  private final Abilities abilities = new Abilities();

  @Test
  void nothingIsKnownOfClassesThatWereNotLoaded() {
    assertThat(abilities.all()).isEmpty();
    abilities.found(REQUEST);
    assertThat(abilities.all()).isEqualTo(": counting works");
    assertThat(abilities.lost()).isEmpty();
  }

  @Test
  void whatIsNotThereIsSaidAfterWhatIs() {
    abilities.notFound(BODY);
    abilities.found(REQUEST);
    assertThat(abilities.all()).isEqualTo(": counting works, tool bodies not traced");
    assertThat(abilities.lost()).containsExactly("tool bodies not traced");
  }

  @Test
  void oneOfSeveralMethodsThatVersionsDoWithoutIsEnough() {
    abilities.notFound(REQUEST.ifPresent());
    assertThat(abilities.lost()).containsExactly("calls are not counted");
    abilities.found(REQUEST.ifPresent().method("handleRequest"));
    assertThat(abilities.lost()).isEmpty();
  }

  @Test
  void oneOfSeveralMethodsThatAllVersionsHaveIsAPart() {
    abilities.found(REQUEST);
    abilities.notFound(REQUEST.onClass("a.OtherHandler"));
    assertThat(abilities.lost()).containsExactly("counting works in part");
  }

  @Test
  void smallHooksLoseNothing() {
    abilities.notFound(Hook.on("a.Handler", "close"));
    assertThat(abilities.lost()).isEmpty();
  }

  @Test
  void aProbeTellsWhatItsLibraryHasMovedAway() {
    ProbeSwitch probe = new ProbeSwitch(Weaving.probe(REQUEST, BODY), null);
    probe.hooked(REQUEST);
    probe.missing(BODY, "no such method");
    probe.missing(REQUEST.ifPresent().method("older"), "no such method");
    assertThat(probe.status().gaps()).containsExactly("tool bodies not traced");
    assertThat(probe.status().missing()).containsExactly("Feature.call (no such method)");
  }

  @Test
  void anUntestedVersionIsSaidInOneLine() {
    Probe.Tested tested = new Probe.Tested("Acme MCP", "assertj-core", "1.0", "1.13");
    ProbeSwitch probe = new ProbeSwitch(Weaving.probe(REQUEST, BODY).tested(tested), null);
    probe.hooked(REQUEST);
    probe.missing(BODY, "no such method");
    probe.watches(AbilitiesTest.class);
    probe.watches(org.assertj.core.api.Assertions.class);
    assertThat(probe.status().untested())
        .singleElement()
        .asString()
        .matches(
            "Acme MCP 3\\.\\S+ found, tested up to 1\\.13: counting works, tool bodies not traced");
    assertThat(probe.status().gaps()).isEmpty();
  }
}
