package io.mcpmonitor.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AgentJvmTest {
  public static final class Echo {
    public static void main(String[] args) throws Exception {
      System.err.println("[mcp-monitor] health at http://127.0.0.1:4711/health");
      System.in.transferTo(System.out);
      System.exit(3);
    }
  }

  private static AgentJvm echo() {
    return AgentJvm.on(Jdks.current())
        .main(System.getProperty("java.class.path"), Echo.class.getName())
        .start();
  }

  @Test
  void keepsTheTwoStreamsApartAndTellsTheExitCode() {
    try (AgentJvm jvm = echo()) {
      jvm.writeLine("one");
      assertThat(jvm.awaitStdout(0, "one"::equals, AgentJvm.PATIENCE)).contains("one");
      jvm.closeStdin();

      assertThat(jvm.awaitExit(AgentJvm.PATIENCE)).isEqualTo(3);
      assertThat(jvm.stdoutBytes()).asString().isEqualTo("one\n");
      assertThat(jvm.agentLines()).hasSize(1);
    }
  }

  @Test
  void readsTheAgentsAddress() {
    try (AgentJvm jvm = echo()) {
      assertThat(jvm.agentUrl("/metrics")).hasToString("http://127.0.0.1:4711/metrics");
    }
  }

  @Test
  void saysWhatItKnowsWhenNothingComes() {
    try (AgentJvm jvm = echo()) {
      jvm.closeStdin();
      jvm.awaitExit(AgentJvm.PATIENCE);
      assertThat(jvm.awaitStderr(Pattern.compile("(never)"), AgentJvm.PATIENCE)).isEmpty();
      assertThatThrownBy(jvm::serverUrl).hasMessageContaining("exit 3");
    }
  }
}
