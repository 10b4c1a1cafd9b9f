package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's first command. */
class DemoIT {
  @Test
  void showsTheUrlsAndAHealthReportAndEndsByItself() {
    try (AgentJvm demo =
        AgentJvm.on(Jdks.require(17))
            .jvmArgs("-D" + AgentJar.PROPERTY + "=" + AgentJar.path())
            .jar(Apps.jar("demo"))
            .args("--seconds", "5", "--agent-port", "0")
            .start()) {
      assertThat(demo.awaitExit(AgentJvm.PATIENCE)).as(demo.story()).isZero();
      assertThat(new String(demo.stdoutBytes(), StandardCharsets.UTF_8))
          .contains("/health", "/metrics", "\"health_score\"", "\"search_docs\"");
    }
  }

  @Test
  void saysInOneLineThatTheAgentIsNotBuilt(@TempDir Path folder) {
    try (AgentJvm demo =
        AgentJvm.on(Jdks.require(17))
            .jvmArgs("-D" + AgentJar.PROPERTY + "=" + folder.resolve("none.jar"))
            .jar(Apps.jar("demo"))
            .start()) {
      assertThat(demo.awaitExit(AgentJvm.PATIENCE)).isEqualTo(1);
      assertThat(demo.stderr().lines()).singleElement().asString().contains("none.jar");
    }
  }
}
