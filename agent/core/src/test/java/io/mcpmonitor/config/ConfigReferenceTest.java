package io.mcpmonitor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {
  private static final Path PAGE = Path.of("../../docs/reference/config.md");

  @Test
  void thePageSaysWhatTheCodeDoes() throws IOException {
    if (Boolean.getBoolean("updateReference")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, ConfigReference.markdown());
    }

    assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
        .as(
            "docs/reference/config.md is stale, refresh it with: mvn -pl agent/core test"
                + " -Dtest=ConfigReferenceTest -DupdateReference=true")
        .isEqualTo(ConfigReference.markdown());
  }
}
