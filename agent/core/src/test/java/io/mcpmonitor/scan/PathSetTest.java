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
    int worked = 0;
    for (int i = 0; i < 1_000_000; i++) {
      worked += set.work(hash(i)) ? 1 : 0;
      worked += set.work(hash(i)) ? 1 : 0;
    }
    assertThat(worked).isEqualTo(1_000_000);
    assertThat(set.bytes()).isLessThanOrEqualTo(16 * 1024 * 1024);
  }

  @Test
  void moreFilesThanItRemembersTakeNoMoreMemory() {
    PathSet set = new PathSet();
    for (int i = 0; i < 3_000_000; i++) {
      assertThat(set.work(hash(i))).isTrue();
    }
    assertThat(set.bytes()).isEqualTo(PathSet.MAX_BYTES);
    assertThat(set.isFolder(PathHash.folder("/unknown"))).as("better too much").isTrue();
  }

  @Test
  void foldersAreRememberedByTheWayTheyAreRead() {
    PathSet set = new PathSet();
    long walked = PathHash.folder("/a");
    long listed = PathHash.folder("/b");
    assertThat(set.folder(walked, false)).isTrue();
    assertThat(set.folder(walked, true)).isFalse();
    assertThat(set.folder(listed, true)).isTrue();
    assertThat(set.isFolder(walked)).isTrue();
    assertThat(set.isListed(walked)).isFalse();
    assertThat(set.isListed(listed)).isTrue();
    assertThat(set.isFolder(PathHash.of("/a"))).as("the file of that name").isFalse();
  }

  /** Of one million: what is read is not read twice, in any order, and the bound holds. */
  @Test
  void aWholeScanOfAMillionFilesIsBounded() {
    ScanFixture fixture = new ScanFixture(0, NamedMethods.NONE);
    Run run = fixture.scans.walks("/data");
    for (int i = 0; i < 1_000_000; i++) {
      if (i % 1000 == 0) {
        assertThat(fixture.scans.entered(run, "/data/" + i / 1000)).isTrue();
      }
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
