package io.mcpmonitor.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
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

  @ParameterizedTest
  @CsvSource({
    "/a/b, c.txt",
    "/, x",
    "/data/documents/2026, some-longer-name.txt",
    "/ü/漢, 字.txt",
    "/a, ''"
  })
  void aFileIsTheSameByItsFolder(String folder, String name) {
    String whole = folder.equals("/") ? "/" + name : folder + "/" + name;
    assertThat(PathHash.child(PathHash.folder(folder), name, 0)).isEqualTo(PathHash.of(whole));
  }

  @Test
  void pathsThatAreAlikeAreToldApart() {
    Set<Long> hashes = new HashSet<>();
    int paths = 0;
    for (int a = 0; a < 60; a++) {
      for (int b = 0; b < 60; b++) {
        for (int c = 0; c < 60; c++) {
          hashes.add(PathHash.of("/" + (char) ('A' + a) + "/x" + b + "/" + c + "y"));
          hashes.add(PathHash.of("/x" + a + "/" + (char) ('A' + b) + (char) ('A' + c)));
          paths += 2;
        }
      }
    }
    assertThat(hashes).hasSize(paths);
  }
}
