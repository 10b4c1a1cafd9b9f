package io.mcpmonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryVersionTest {
  private static final Probe.Tested TESTED = new Probe.Tested("Acme", "acme-mcp", "1.0", "1.13");

  @Test
  void theNameOfTheJarTellsTheVersion() {
    assertThat(LibraryVersion.inName("file:/app/lib/main/com.acme.acme-mcp-1.13.0.jar", "acme-mcp"))
        .isEqualTo("1.13.0");
    assertThat(
            LibraryVersion.inName(
                "jar:nested:/app.jar/!BOOT-INF/lib/acme-mcp-2.0.0.CR2.jar!/", "acme-mcp"))
        .isEqualTo("2.0.0.CR2");
  }

  @Test
  void anotherJarTellsNothing() {
    assertThat(LibraryVersion.inName("file:/app/target/my-app-7.1-runner.jar", "acme-mcp"))
        .isNull();
    assertThat(LibraryVersion.inName("file:/app/acme-mcp-http-1.2.jar", "acme-mcp")).isNull();
    assertThat(LibraryVersion.inName("file:/acme-mcp-1/lib/other.jar", "acme-mcp")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0, true",
    "1.0.0.CR1, true",
    "1.9.1, true",
    "1.13.1, true",
    "1.14.0, false",
    "2.0.0.CR2, false",
    "0.9, false"
  })
  void laterLinesAreUntested(String version, boolean within) {
    assertThat(LibraryVersion.isWithin(version, TESTED)).isEqualTo(within);
  }
}
