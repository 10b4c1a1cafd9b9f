package io.mcpmonitor.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathHashTest {
  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b",
    "a/b, /work/a/b",
    "./a, /work/a",
    "'', /work",
    ".., /",
    "/a//b, /a/b",
    "/a/./b, /a/b",
    "/a/x/../b, /a/b",
    "/a/b/, /a/b",
    "/a/b/., /a/b",
    "/, /",
    "/a/.hidden, /a/.hidden",
    "/a/..odd, /a/..odd"
  })
  void pathsAreMadeAbsolute(String path, String absolute) {
    assertThat(PathHash.absolute(path, "/work")).isEqualTo(absolute);
  }

  @Test
  void aFolderHoldsWhatLiesInIt() {
    assertThat(PathHash.isWithin("/a/b", "/a/b")).isTrue();
    assertThat(PathHash.isWithin("/a/b/c", "/a/b")).isTrue();
    assertThat(PathHash.isWithin("/a/bc", "/a/b")).isFalse();
    assertThat(PathHash.isWithin("/a", "/")).isTrue();
  }
}
