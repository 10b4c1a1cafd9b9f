package io.mcpmonitor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.McpEvent.NamesRegistered;
import io.mcpmonitor.event.McpEvent.RegistrationMissed;
import io.mcpmonitor.event.TargetKind;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToolCoverageTest {
  private final ToolCoverage coverage = new ToolCoverage(false);

  private static ProbeStatus probe(String id, String... gaps) {
    return new ProbeStatus(
        id,
        "d",
        "l",
        ProbeStatus.Status.ACTIVE,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(gaps),
        List.of(),
        List.of(),
        0);
  }

  private static List<String> gaps(ToolCoverage coverage) {
    return coverage.attest(List.of(probe("mcp.a"), probe("mcp.b", "own"))).get(1).gaps();
  }

  private static RegistrationMissed missed(String server, String... tools) {
    return new RegistrationMissed("mcp.b", server, List.of(tools));
  }

  @Test
  void withoutAGapThereIsNothingToSay() {
    assertThat(gaps(coverage)).containsExactly("own");
  }

  @Test
  void aGapIsOneLineForEachServer() {
    coverage.missed(missed("notes", "late"));
    coverage.missed(missed(null, "e", "d", "c", "b", "a", "f", "g"));
    assertThat(gaps(coverage))
        .containsExactly(
            "own",
            "notes has a tool that no hook saw it register (late): calls are counted, as _other"
                + " until a client has listed or used the tool",
            "a server has 7 tools that no hook saw it register (a, b, c, d, e and 2 more): calls"
                + " are counted, as _other until a client has listed or used the tool");
    assertThat(coverage.attest(List.of(probe("mcp.a"))).get(0).gaps()).isEmpty();
  }

  @Test
  void whatIsRegisteredAfterAllIsNoGap() {
    coverage.missed(missed("notes", "late", "later"));
    coverage.registered(new NamesRegistered(TargetKind.PROMPT, "notes", List.of("late")));
    coverage.registered(new NamesRegistered(TargetKind.TOOL, "notes", List.of("late")));
    assertThat(gaps(coverage))
        .anyMatch(line -> line.contains("a tool that no hook") && line.contains("(later)"));
    coverage.registered(new NamesRegistered(TargetKind.TOOL, null, List.of("later")));
    assertThat(gaps(coverage)).containsExactly("own");
  }

  @Test
  void serversThatRanBeforeTheAgentCameWereMadeUnseen() {
    ToolCoverage attached = new ToolCoverage(true);
    attached.missed(missed("notes", "late"));
    assertThat(gaps(attached)).containsExactly("own");
  }

  @Test
  void manyServersAndLongNamesDoNotFillTheMemory() {
    IntStream.range(0, 1_000).forEach(i -> coverage.missed(missed("server" + i, "tool")));
    assertThat(gaps(coverage)).hasSize(101);
    ToolCoverage one = new ToolCoverage(false);
    IntStream.range(0, 5_000).forEach(i -> one.missed(missed("notes", "tool" + i)));
    one.missed(missed("notes", "\n" + "x".repeat(1_000)));
    assertThat(gaps(one).get(1)).contains("1000 tools").hasSizeLessThan(400);
    ToolCoverage hostile = new ToolCoverage(false);
    hostile.missed(missed("a\nb", "\u001b[31m" + "x".repeat(1_000)));
    assertThat(gaps(hostile).get(1)).startsWith("a?b has").contains("(?[31mx").hasSizeLessThan(300);
  }
}
