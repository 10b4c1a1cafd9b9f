package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.SdkVersion;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The matrix really runs the versions that it names. */
class MatrixSetupIT {
  static List<SdkVersion> versions() {
    return SdkVersion.all();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void theClassPathHoldsThatVersionAndNoOther(SdkVersion sdk) {
    List<String> jars =
        List.of(sdk.classPath().split(File.pathSeparator, -1)).stream()
            .map(jar -> Path.of(jar).getFileName().toString())
            .filter(jar -> jar.matches("mcp(-core|-json.*)?-\\d.*\\.jar"))
            .toList();
    assertThat(jars).isNotEmpty().allMatch(jar -> jar.endsWith("-" + sdk.version() + ".jar"));
  }
}
