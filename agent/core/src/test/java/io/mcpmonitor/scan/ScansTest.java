package io.mcpmonitor.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.ScanEvent;
import io.mcpmonitor.event.ScanState;
import io.mcpmonitor.support.Drops;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScansTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final String ROOT = "/data/notes";

  private final AtomicLong clock = new AtomicLong(5);
  private final List<Event> events = new ArrayList<>();
  private final Drops drops = new Drops();
  private boolean busy;
  private final Scans scans = new Scans(drops, events::add, clock::get, run -> busy);

  @BeforeEach
  void configure() {
    scans.configure(
        ScanFilter.of(
            Map.of(
                "user.dir", "/home/me",
                "java.home", "/opt/jdk",
                "java.class.path", "classes:/lib/a.jar",
                "java.io.tmpdir", "/tmp")),
        ScanPlan.DEFAULT);
  }

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.addAndGet(SECOND);
      scans.look(SECOND);
    }
  }

  private Run walk(int files) {
    Run run = scans.walks(ROOT);
    if (scans.entered(run, ROOT)) {
      for (int i = 0; i < files; i++) {
        scans.found(run, ROOT + "/" + i);
      }
    }
    return run;
  }

  private static String[] thirty() {
    String[] names = new String[30];
    Arrays.setAll(names, i -> "file" + i);
    return names;
  }

  private void work(int from, int to) {
    for (int i = from; i < to; i++) {
      InHand inHand = scans.work().opens(ROOT + "/" + i);
      assertThat(inHand).isNotNull();
      Object stream = new Object();
      scans.work().opened(inHand, stream);
      scans.work().read(stream, 10);
      scans.work().closed(stream);
    }
  }

  private ScanView only() {
    assertThat(scans.views()).hasSize(1);
    return scans.views().get(0);
  }

  @Test
  void filesAreCollectedAndThenWorkedOn() {
    assertThat(scans.views()).isEmpty();
    Run run = walk(100);
    assertThat(only().state()).isEqualTo(ScanState.INITIALIZING);
    scans.walked(run);
    busy = true;
    pass(10);
    work(0, 50);
    pass(1);
    assertThat(only().state()).isEqualTo(ScanState.SCANNING);
    assertThat(only().filesScanned()).isEqualTo(50);
    assertThat(only().filesTotal()).isEqualTo(100);
    assertThat(only().bytesProcessed()).isEqualTo(500);
    assertThat(only().filesPerSecond()).isEqualTo(5);
    assertThat(only().secondsLeft()).isEqualTo(10);
    assertThat(only().secondsSinceProgress()).isEqualTo(1);
    work(50, 100);
    pass(3);
    assertThat(only().state()).isEqualTo(ScanState.COMPLETED);
    assertThat(only().seconds()).isEqualTo(11);
    assertThat(events)
        .containsExactly(new ScanEvent.Ended(only().name(), ROOT, 11 * SECOND, 100, 100, null));
  }

  @Test
  void aFolderThatTwoScansHaveReadIsOfTheFirst() {
    String inner = ROOT + "/x";
    Run first = scans.walks(inner);
    scans.entered(first, inner);
    Run second = scans.walks(ROOT);
    scans.entered(second, ROOT);
    scans.entered(second, inner + "/sub");
    for (int i = 0; i < 3; i++) {
      assertThat(scans.work().opens(inner + "/" + i).run).isSameAs(first);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(scans.work().opens(inner + "/sub/" + i).run).isSameAs(second);
    }
    scans.entered(first, inner + "/sub");
    assertThat(scans.work().opens(inner + "/sub/3").run).isSameAs(first);
  }

  @Test
  void afterANewScanHasBegunNothingIsOfTheFoldersThatOnlyTheOneBeforeHadRead() {
    scans.walked(walk(30));
    work(0, 30);
    pass(10);
    assertThat(only().state()).isEqualTo(ScanState.COMPLETED);
    Run next = scans.walks(ROOT);
    assertThat(scans.work().opens(ROOT + "/1")).isNull();
    scans.entered(next, ROOT);
    assertThat(scans.work().opens(ROOT + "/1").run).isSameAs(next);
  }

  @Test
  void theFoldersOfAScanThatGetsNoMoreWorkAreLetGo() {
    scans.walked(walk(30));
    work(0, 29);
    WeakReference<Folder> folder = folderOfTheLastFile();
    pass(10);
    assertThat(only().state()).isEqualTo(ScanState.COMPLETED);
    assertThat(folder.get()).as("work may come late").isNotNull();
    clock.addAndGet(TimeUnit.HOURS.toNanos(1));
    pass(1);
    for (int i = 0; i < 50 && folder.get() != null; i++) {
      System.gc();
    }
    assertThat(folder.get()).isNull();
  }

  private WeakReference<Folder> folderOfTheLastFile() {
    InHand inHand = scans.work().opens(ROOT + "/29");
    Object stream = new Object();
    scans.work().opened(inHand, stream);
    scans.work().closed(stream);
    return new WeakReference<>(inHand.folder);
  }

  @Test
  void theSameFileCountsOnce() {
    Run run = walk(30);
    walk(30);
    work(0, 10);
    work(0, 10);
    assertThat(run.progress.filesFound()).isEqualTo(30);
    assertThat(run.progress.filesScanned()).isEqualTo(10);
    assertThat(scans.work().opens("/data/notes/elsewhere/1"))
        .as("a folder that nobody has read")
        .isNull();
    assertThat(scans.work().opens("/data/notes/a.jar")).as("code").isNull();
    assertThat(scans.work().opens("/etc/passwd")).isNull();
  }

  @Test
  void foldersFoundAmongFilesAreTakenOutAtTheEnd() {
    Run run = scans.lists(ROOT);
    for (int i = 0; i < 30; i++) {
      scans.found(run, ROOT + "/" + i);
    }
    scans.found(run, ROOT + "/sub");
    assertThat(only().filesTotal()).isEqualTo(31);
    assertThat(scans.lists(ROOT + "/sub")).isSameAs(run);
    assertThat(only().filesTotal()).as("never falls on the way").isEqualTo(31);
    work(0, 30);
    pass(3);
    assertThat(only().filesTotal()).isEqualTo(30);
    assertThat(only().state()).isEqualTo(ScanState.COMPLETED);
  }

  @Test
  void aScanThatDoesNotGetOnIsStalledUntilItDoes() {
    scans.walked(walk(100));
    work(0, 40);
    busy = true;
    pass(60);
    assertThat(only().state()).isEqualTo(ScanState.SCANNING);
    pass(1);
    assertThat(only().state()).isEqualTo(ScanState.STALLED);
    pass(100);
    assertThat(events).hasSize(1);
    ScanEvent.Stalled stalled = (ScanEvent.Stalled) events.get(0);
    assertThat(stalled.filesScanned()).isEqualTo(40);
    assertThat(stalled.quietNanos()).isGreaterThanOrEqualTo(60 * SECOND);
    assertThat(scans.counts().get(0).stalls()).isEqualTo(1);

    work(40, 41);
    pass(1);
    assertThat(only().state()).isEqualTo(ScanState.SCANNING);
    assertThat(events).hasSize(2).last().isInstanceOf(ScanEvent.Recovered.class);
    assertThat(scans.counts().get(0).recoveries()).isEqualTo(1);
  }

  @Test
  void aFileThatIsBeingOpenedIsNamed() {
    scans.walked(walk(100));
    InHand opening = scans.work().opens(ROOT + "/7");
    busy = true;
    pass(61);
    assertThat(((ScanEvent.Stalled) events.get(0)).fileInHand()).isEqualTo(ROOT + "/7");
    assertThat(only().fileInHand()).isEqualTo(ROOT + "/7");
    scans.work().opened(opening, 1);
    scans.work().closed(1);
    pass(1);
    assertThat(only().state()).isEqualTo(ScanState.SCANNING);
    assertThat(only().fileInHand()).isNull();
  }

  @Test
  void aPausedProcessIsNotStalled() {
    scans.walked(walk(100));
    work(0, 40);
    busy = true;
    pass(3);
    clock.addAndGet(3600 * SECOND);
    scans.look(SECOND);
    assertThat(only().state()).isEqualTo(ScanState.SCANNING);
    pass(30);
    assertThat(only().state()).isEqualTo(ScanState.SCANNING);
  }

  @Test
  void nobodyIsAtItAnyMore() {
    scans.walked(walk(100));
    work(0, 40);
    pass(3);
    assertThat(only().state()).as("the others did not interest").isEqualTo(ScanState.COMPLETED);
    work(40, 41);
    assertThat(only().state()).as("late work counts").isEqualTo(ScanState.SCANNING);
    pass(100);
    assertThat(only().filesScanned()).isEqualTo(41);
    assertThat(scans.work().isActive()).as("paths are forgotten").isFalse();
  }

  @Test
  void aStalledScanThatIsLeftHasFailed() {
    scans.walked(walk(100));
    busy = true;
    pass(61);
    busy = false;
    pass(1);
    assertThat(only().state()).isEqualTo(ScanState.FAILED);
    assertThat(only().lastError()).contains("its threads have left it");
  }

  @Test
  void aSecondRunBeginsAnew() {
    scans.walked(walk(30));
    work(0, 30);
    pass(3);
    scans.walked(walk(30));
    assertThat(only().filesScanned()).isZero();
    work(0, 5);
    assertThat(only().filesScanned()).isEqualTo(5);
    assertThat(scans.counts()).containsExactly(new Scans.Counts(only().name(), 35, 350, 0, 0, 0));
  }

  @Test
  void aFolderThatIsGoneFailsAScanThatWasSeenBefore() {
    scans.walked(walk(30));
    work(0, 30);
    pass(3);
    Run run = scans.walks(ROOT);
    scans.failed(run, ROOT, new IOException("gone"));
    scans.walked(run);
    assertThat(only().state()).isEqualTo(ScanState.FAILED);
    assertThat(only().lastError()).contains("gone");
  }

  @Test
  void aFileThatCannotBeOpenedIsAnErrorAndWorkedOn() {
    scans.walked(walk(30));
    scans.work().notOpened(scans.work().opens(ROOT + "/1"), new IOException("denied"));
    assertThat(only().errors()).isEqualTo(1);
    assertThat(only().filesScanned()).isEqualTo(1);
    assertThat(only().lastError()).contains("denied");
  }

  @Test
  void aFolderThatIsReadAgainHasNoNewFiles() {
    String[] names = {"1", "2", "a.class", "sub"};
    for (int i = 0; i < 3; i++) {
      scans.lists(ROOT, names);
      scans.lists(ROOT + "/sub", thirty());
    }
    assertThat(only().filesTotal()).as("one of them is a folder").isEqualTo(32);
    scans.work().opened(scans.work().opens(ROOT + "/sub/x"), 1);
    scans.work().closed(1);
    pass(4);
    assertThat(only().filesTotal()).isEqualTo(32);
  }

  @Test
  void aFileThatIsOpenedWithinItsOpeningIsOpenedOnce() {
    scans.walked(walk(30));
    InHand outer = scans.work().opens(ROOT + "/1");
    assertThat(scans.work().opens(ROOT + "/1")).isNull();
    InHand other = scans.work().opens(ROOT + "/2");
    assertThat(other).isNotNull();
    scans.work().opened(other, 2);
    scans.work().notOpened(outer, new IOException("denied"));
    assertThat(only().errors()).isEqualTo(1);
    assertThat(only().filesScanned()).isEqualTo(2);
  }

  @Test
  void anotherThreadMayReadWhatOneHasOpened() throws InterruptedException {
    scans.walked(walk(30));
    InHand inHand = scans.work().opens(ROOT + "/1");
    scans.work().opened(inHand, 77);
    scans.work().alsoOpen(77, 78);
    scans.work().opened(scans.work().opens(ROOT + "/2"), 79);
    Thread reader =
        new Thread(
            () -> {
              scans.work().read(77, 100);
              scans.work().read(78, 20);
              scans.work().read(79, 3);
              scans.work().read(80, 1_000);
              scans.work().closed(77);
              scans.work().read(77, 5_000);
            });
    reader.start();
    reader.join();
    assertThat(only().bytesProcessed()).isEqualTo(123);
  }

  @Test
  void moreOpenFilesThanThereIsRoomForAreCountedAllTheSame() {
    scans.walked(walk(5_000));
    for (int i = 0; i < 5_000; i++) {
      scans.work().opened(scans.work().opens(ROOT + "/" + i), new Object());
    }
    assertThat(only().filesScanned()).as("none of them was closed").isEqualTo(5_000);
  }

  @Test
  void smallWalksAndOtherFoldersAreNoScans() {
    scans.walked(walk(Run.LEAST_FILES - 1));
    work(0, Run.LEAST_FILES - 1);
    pass(3);
    assertThat(scans.views()).isEmpty();
    assertThat(scans.work().isActive()).isFalse();
    assertThat(scans.walks("/opt/jdk/lib")).isNull();
    assertThat(scans.walks("/proc")).isNull();
    assertThat(scans.walks("classes/com")).isNull();
    assertThat(scans.walks("/tmp")).isNull();
    assertThat(scans.walks("/tmp/clone")).isNotNull();
  }

  @Test
  void noMoreThanAFewAreFollowed() {
    for (int i = 0; i < 200; i++) {
      Run run = scans.walks("/data/" + i);
      if (run != null) {
        for (int f = 0; f < 30; f++) {
          scans.found(run, "/data/" + i + "/" + f);
        }
      }
    }
    assertThat(scans.views()).hasSize(Runs.MAX_ACTIVE);
    assertThat(drops.countOf(Drops.Reason.SCAN_TABLE_FULL)).isEqualTo(200 - Runs.MAX_ACTIVE);
  }
}
