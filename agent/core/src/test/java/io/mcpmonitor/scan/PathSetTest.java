package io.mcpmonitor.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathSetTest {
  private static final int FILES_IN_A_FOLDER = 1_000;

  /** The folder of a file, which is read when its first file is worked on. */
  private static Folder folder(PathSet set, int file) {
    long hash = PathHash.folder("/data/documents/" + file / FILES_IN_A_FOLDER);
    if (file % FILES_IN_A_FOLDER == 0) {
      assertThat(set.read(hash, false)).isTrue();
    }
    Folder folder = set.find(hash);
    assertThat(folder).isNotNull();
    return folder;
  }

  private static long hash(int file) {
    return PathHash.of("/data/documents/" + file / FILES_IN_A_FOLDER + "/file-" + file + ".txt");
  }

  @Test
  void aMillionFilesAreToldApartInSixteenMegabytes() {
    PathSet set = new PathSet();
    int worked = 0;
    for (int i = 0; i < 1_000_000; i++) {
      Folder folder = folder(set, i);
      worked += folder.work(hash(i)) ? 1 : 0;
      worked += folder.work(hash(i)) ? 1 : 0;
    }
    assertThat(worked).isEqualTo(1_000_000);
    assertThat(set.bytes()).isLessThanOrEqualTo(16 * 1024 * 1024);
  }

  @Test
  void aHundredThousandFilesOfOneFolderAreToldApart() {
    PathSet set = new PathSet();
    assertThat(set.read(7, false)).isTrue();
    Folder folder = set.find(7);
    for (int i = 0; i < 100_000; i++) {
      assertThat(folder.work(hash(i))).isTrue();
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(folder.work(hash(i))).isFalse();
    }
    assertThat(set.bytes()).isLessThanOrEqualTo(1_700_000);
  }

  @Test
  void moreFilesThanItRemembersTakeNoMoreMemory() {
    PathSet set = new PathSet();
    for (int i = 0; i < 3_000_000; i++) {
      assertThat(folder(set, i).work(hash(i))).isTrue();
    }
    assertThat(set.bytes()).isBetween(PathSet.MAX_BYTES * 9L / 10, (long) PathSet.MAX_BYTES);
  }

  @Test
  void moreFoldersThanItRemembersTakeNoMoreMemory() {
    PathSet set = new PathSet();
    for (int i = 0; i < 400_000; i++) {
      assertThat(set.read(PathHash.folder("/data/" + i), false)).isTrue();
    }
    assertThat(set.bytes()).isBetween(PathSet.MAX_BYTES * 9L / 10, (long) PathSet.MAX_BYTES);
    Folder unknown = set.find(PathHash.folder("/unknown"));
    assertThat(unknown).as("better too much").isNotNull();
    assertThat(unknown.work(1)).isTrue();
    assertThat(unknown.work(1)).isTrue();
    assertThat(unknown.listed).isFalse();
  }

  @Test
  void foldersAreRememberedByTheWayTheyAreRead() {
    PathSet set = new PathSet();
    long walked = PathHash.folder("/a");
    long listed = PathHash.folder("/b");
    assertThat(set.read(walked, false)).isTrue();
    assertThat(set.read(walked, true)).isFalse();
    assertThat(set.read(listed, true)).isTrue();
    assertThat(set.find(walked).listed).isFalse();
    assertThat(set.find(listed).listed).isTrue();
    assertThat(set.find(PathHash.of("/a"))).as("the file of that name").isNull();
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
      Object stream = new Object();
      fixture
          .scans
          .work()
          .opened(fixture.scans.work().opens("/data/" + i / 1000 + "/" + i), stream);
      fixture.scans.work().closed(stream);
    }
    assertThat(run.progress.filesFound()).isEqualTo(1_000_000);
    assertThat(run.progress.filesScanned()).isEqualTo(1_000_000);
    assertThat(run.folders.memory()).isLessThanOrEqualTo(PathSet.MAX_BYTES);
  }
}
