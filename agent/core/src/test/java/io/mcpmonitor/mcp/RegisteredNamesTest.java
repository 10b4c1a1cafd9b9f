package io.mcpmonitor.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.McpEvent.NamesRegistered;
import io.mcpmonitor.event.McpEvent.RegistrationMissed;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisteredNamesTest {
  private final Pipeline pipeline = new Pipeline(new Drops());
  private final List<Event> told = new ArrayList<>();
  private final RegisteredNames names = new RegisteredNames("mcp.test", pipeline, new Drops());

  RegisteredNamesTest() {
    pipeline.connect(List.of(told::add));
  }

  private List<Event> told() {
    pipeline.catchUp();
    List<Event> all = List.copyOf(told);
    told.clear();
    return all;
  }

  private static NamesRegistered registered(TargetKind kind, String... names) {
    return new NamesRegistered(kind, "notes", List.of(names));
  }

  @Test
  void whatIsRegisteredAndListedIsToldOnce() {
    names.registerAll(TargetKind.TOOL, "notes", List.of("search", "add"));
    names.learnAll(TargetKind.TOOL, "notes", List.of("search", "add"));
    names.learn(TargetKind.TOOL, "notes", "search");
    names.register(TargetKind.TOOL, "notes", "add");
    assertThat(told()).containsExactly(registered(TargetKind.TOOL, "search", "add"));
  }

  @Test
  void aListedToolThatNobodyRegisteredIsAGapUntilSomebodyDoes() {
    names.register(TargetKind.TOOL, "notes", "search");
    names.learnAll(TargetKind.TOOL, "notes", List.of("search", "late"));
    names.learnAll(TargetKind.TOOL, "notes", List.of("search", "late"));
    assertThat(told())
        .containsExactly(
            registered(TargetKind.TOOL, "search"),
            registered(TargetKind.TOOL, "late"),
            new RegistrationMissed("mcp.test", "notes", List.of("late")));
    names.register(TargetKind.TOOL, "notes", "late");
    names.register(TargetKind.TOOL, "notes", "late");
    assertThat(told()).containsExactly(registered(TargetKind.TOOL, "late"));
  }

  @Test
  void aToolThatWorksAndNobodyRegisteredIsAGapToo() {
    names.learn(TargetKind.TOOL, "notes", "works");
    assertThat(told())
        .containsExactly(
            registered(TargetKind.TOOL, "works"),
            new RegistrationMissed("mcp.test", "notes", List.of("works")));
  }

  @Test
  void promptsAreLearnedWithoutAWord() {
    names.learn(TargetKind.PROMPT, "notes", "explain");
    assertThat(told()).containsExactly(registered(TargetKind.PROMPT, "explain"));
  }
}
