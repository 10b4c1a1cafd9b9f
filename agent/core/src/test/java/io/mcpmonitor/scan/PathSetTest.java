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

  /** Of one million: what is read is not read twice, in any order, and the bound holds. */
  @Test
  void aWholeScanOfAMillionFilesIsBounded() {
    ScanFixture fixture = new ScanFixture(0, NamedMethods.NONE);
    Run run = fixture.scans.walks("/data");
    for (int i = 0; i < 1_000_000; i++) {
      fixture.scans.found(run, "/data/" + i / 1000 + "/" + i);
    }
    fixture.scans.walked(run);
    for (int i = 999_999; i >= 0; i--) {
      fixture.scans.opened(fixture.scans.opens("/data/" + i / 1000 + "/" + i), i + 1);
      fixture.scans.closed(i + 1);
    }
    assertThat(run.filesFound()).isEqualTo(1_000_000);
    assertThat(run.filesScanned()).isEqualTo(1_000_000);
    assertThat(run.memory()).isLessThanOrEqualTo(PathSet.MAX_BYTES);
  }
}
