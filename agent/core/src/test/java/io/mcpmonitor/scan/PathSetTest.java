package io.mcpmonitor.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathSetTest {
  private static long hash(int file) {
    return PathHash.of("/data/documents/" + file / 1000 + "/file-" + file + ".txt");
  }

  @Test
  void aMillionFilesAreToldApartInSixteenMegabytes() {
    PathSet set = new PathSet();
    int found = 0;
    for (int i = 0; i < 1_000_000; i++) {
      found += set.found(hash(i)) ? 1 : 0;
    }
    assertThat(found).isEqualTo(1_000_000);
    assertThat(set.bytes()).isLessThanOrEqualTo(16 * 1024 * 1024);
    int read = 0;
    for (int i = 0; i < 2_000_000; i++) {
      read += set.read(hash(i)) ? 1 : 0;
      read += set.read(hash(i)) ? 1 : 0;
    }
    assertThat(read).isEqualTo(1_000_000);
  }

  @Test
  void moreFilesThanItRemembersTakeNoMoreMemory() {
    PathSet set = new PathSet();
    for (int i = 0; i < 3_000_000; i++) {
      assertThat(set.found(hash(i))).isTrue();
    }
    assertThat(set.bytes()).isEqualTo(PathSet.MAX_BYTES);
  }

  @Test
  void aFolderIsNoFile() {
    PathSet set = new PathSet();
    assertThat(set.found(7 << 4)).isTrue();
    assertThat(set.found(7 << 4)).isFalse();
    assertThat(set.isFolder(7 << 4)).isTrue();
    assertThat(set.isFolder(7 << 4)).isFalse();
    assertThat(set.read(7 << 4)).isFalse();
    assertThat(set.isFolder(8 << 4)).isFalse();
  }
}
