package io.mcpmonitor.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.ScanEvent;
import io.mcpmonitor.event.ScanState;
import io.mcpmonitor.support.MethodName;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecoveryTest {
  /** What the application does when it is asked to begin anew. */
  private static volatile Runnable action = () -> {};

  private static final AtomicInteger CALLS = new AtomicInteger();
  private static volatile @Nullable Thread caller;

  /** The application's own class. */
  static class Indexer {
    void rescan() {
      again();
    }

    static void again() {
      CALLS.incrementAndGet();
      caller = Thread.currentThread();
      action.run();
    }

    void rescan(int unused) {
      throw new IllegalStateException("the wrong one");
    }
  }

  /** As a proxy would be. */
  static final class Subclass extends Indexer {}

  private final ScanFixture fixture = fixture(3, "rescan");

  private static ScanFixture fixture(int attempts, String method) {
    MethodName recovery = new MethodName(Indexer.class.getName(), method);
    ScanFixture made = new ScanFixture(attempts, new NamedMethods(List.of(), List.of(), recovery));
    made.scans.classes(
        name -> name.equals(Indexer.class.getName()) ? List.of(Indexer.class) : List.of());
    return made;
  }

  @BeforeEach
  @AfterEach
  void reset() {
    action = () -> {};
    CALLS.set(0);
  }

  private static void stall(ScanFixture stalled) {
    stalled.walk(100);
    stalled.work(0, 40);
    stalled.busy = true;
    stalled.pass(61);
  }

  @Test
  void aStalledScanIsBegunAnew() throws InterruptedException {
    Indexer indexer = new Indexer();
    fixture.scans.named().made(indexer);
    stall(fixture);
    ScanFixture.await(() -> CALLS.get() == 1);
    assertThat(caller.getName()).isEqualTo("mcp-monitor-recovery");
    assertThat(fixture.only().state()).isEqualTo(ScanState.RECOVERING);
    assertThat(fixture.only().recoveryAttempts()).isEqualTo(1);
    assertThat(fixture.events).hasSize(2);
    assertThat(fixture.events.get(1)).isInstanceOf(ScanEvent.Recovering.class);

    fixture.work(40, 50);
    fixture.pass(1);
    assertThat(fixture.only().state()).isEqualTo(ScanState.SCANNING);
    assertThat(fixture.events.get(2)).isInstanceOf(ScanEvent.Recovered.class);
    Scans.Counts counts = fixture.scans.counts().get(0);
    assertThat(counts.recoveries()).isEqualTo(1);
    assertThat(counts.attempts()).isEqualTo(1);
  }

  @Test
  void anotherRunOfTheSameScanTakesItsPlace() throws InterruptedException {
    fixture.scans.named().made(new Subclass());
    Indexer kept = new Subclass();
    fixture.scans.named().made(kept);
    action = () -> fixture.walk(100);
    stall(fixture);
    ScanFixture.await(() -> !fixture.scans.recovery().running());
    fixture.work(0, 100);
    fixture.busy = false;
    fixture.pass(5);
    ScanView view = fixture.only();
    assertThat(view.state()).isEqualTo(ScanState.COMPLETED);
    assertThat(view.filesScanned()).isEqualTo(100);
    assertThat(view.recoveryAttempts()).isEqualTo(1);
    assertThat(fixture.events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Stalled", "Recovering", "Ended", "Recovered", "Ended");
    assertThat(fixture.scans.counts().get(0).files()).isEqualTo(140);
    fixture.walk(100);
    assertThat(fixture.only().recoveryAttempts()).as("the next run begins anew").isZero();
    assertThat(kept).isNotNull();
  }

  @Test
  void itIsTriedNoMoreOftenThanItMay() throws InterruptedException {
    Indexer indexer = new Indexer();
    fixture.scans.named().made(indexer);
    stall(fixture);
    for (int attempt = 1; attempt <= 3; attempt++) {
      int calls = attempt;
      ScanFixture.await(() -> CALLS.get() == calls && !fixture.scans.recovery().running());
      assertThat(fixture.only().state()).isEqualTo(ScanState.RECOVERING);
      fixture.pass(60);
    }
    assertThat(fixture.only().state()).isEqualTo(ScanState.STALLED);
    assertThat(fixture.only().lastError()).contains("given up after 3 attempts");
    fixture.pass(600);
    assertThat(CALLS.get()).isEqualTo(3);
    assertThat(fixture.events).filteredOn(e -> e instanceof ScanEvent.NotRecovered).hasSize(1);
    assertThat(indexer).isNotNull();
  }

  @Test
  void whatItThrowsIsTold() throws InterruptedException {
    Indexer indexer = new Indexer();
    fixture.scans.named().made(indexer);
    action =
        () -> {
          throw new StackOverflowError("deep");
        };
    stall(fixture);
    ScanFixture.await(() -> fixture.only().state() == ScanState.STALLED);
    assertThat(fixture.only().lastError()).contains("the recovery method failed").contains("deep");
    assertThat(fixture.scans.recovery().lastError()).contains("deep");
    assertThat(indexer).isNotNull();
  }

  @Test
  void aCallThatDoesNotReturnIsNotRepeated() throws InterruptedException {
    Indexer indexer = new Indexer();
    fixture.scans.named().made(indexer);
    CountDownLatch end = new CountDownLatch(1);
    action =
        () -> {
          try {
            end.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException("must not be interrupted", e);
          }
        };
    stall(fixture);
    ScanFixture.await(() -> CALLS.get() == 1);
    fixture.pass(300);
    assertThat(CALLS.get()).isEqualTo(1);
    assertThat(fixture.only().lastError()).contains("has not returned");
    assertThat(fixture.scans.rescan().now().outcome()).isEqualTo(Rescan.Outcome.BUSY);
    end.countDown();
    ScanFixture.await(() -> !fixture.scans.recovery().running());
    assertThat(fixture.scans.recovery().lastError()).isNull();
    assertThat(indexer).isNotNull();
  }

  @Test
  void staticMethodsNeedNoInstance() {
    ScanFixture ofStatic = fixture(3, "again");
    assertThat(ofStatic.scans.rescan().isPossible()).isTrue();
    Rescan.Result result = ofStatic.scans.rescan().now();
    assertThat(result.outcome()).isIn(Rescan.Outcome.DONE, Rescan.Outcome.STARTED);
    assertThat(result.message()).contains("RecoveryTest$Indexer#again");
  }

  @Test
  void whatCannotBeCalledSaysWhy() {
    assertThat(fixture.scans.rescan().now().message()).contains("no instance was seen so far");
    assertThat(fixture(3, "absent").scans.rescan().now().message())
        .contains("no such method without parameters");
    ScanFixture unknown =
        new ScanFixture(
            3, new NamedMethods(List.of(), List.of(), MethodName.parse("com.acme.X#y")));
    assertThat(unknown.scans.rescan().now())
        .isEqualTo(
            new Rescan.Result(
                Rescan.Outcome.UNAVAILABLE,
                "com.acme.X#y cannot be called: no class of this name has been loaded so far"));
    ScanFixture none = new ScanFixture(3, NamedMethods.NONE);
    assertThat(none.scans.rescan().isPossible()).isFalse();
    assertThat(none.scans.rescan().now().outcome()).isEqualTo(Rescan.Outcome.UNAVAILABLE);
    assertThat(none.scans.recovery()).isNull();
  }

  @Test
  void anInstanceThatIsNoMoreIsNotKept() throws InterruptedException {
    WeakReference<Object> gone = made();
    ScanFixture.await(
        () -> {
          System.gc();
          return gone.refersTo(null);
        });
    assertThat(fixture.scans.rescan().now().message()).contains("it is no more");
  }

  private WeakReference<Object> made() {
    Object indexer = new Indexer();
    fixture.scans.named().made(indexer);
    return new WeakReference<>(indexer);
  }

  @Test
  void withNamedScansOnlyThoseAreRecovered() {
    MethodName scan = MethodName.parse("com.acme.Indexer#indexAll");
    MethodName recovery = new MethodName(Indexer.class.getName(), "again");
    ScanFixture named = new ScanFixture(3, new NamedMethods(List.of(scan), List.of(), recovery));
    named.scans.classes(name -> List.of(Indexer.class));
    stall(named);
    assertThat(named.only().state()).isEqualTo(ScanState.STALLED);
    assertThat(named.only().recoveryAttempts()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCallOfTheScanTakesThePlaceOfTheStuckOne(boolean stoppedBefore) throws InterruptedException {
    MethodName scan = MethodName.parse("com.acme.Indexer#indexAll");
    MethodName recovery = new MethodName(Indexer.class.getName(), "again");
    ScanFixture named = new ScanFixture(3, new NamedMethods(List.of(scan), List.of(), recovery));
    named.scans.classes(name -> List.of(Indexer.class));
    Object hanging = named.scans.named().called(scan.toString(), null);
    action =
        () -> {
          if (stoppedBefore) {
            named.scans.named().threw(hanging, new IllegalStateException("stopped"));
          }
          Object call = named.scans.named().called(scan.toString(), null);
          named.walk(30);
          named.work(0, 30);
          named.scans.named().returned(call, null);
        };
    named.pass(61);
    ScanFixture.await(() -> CALLS.get() == 1 && !named.scans.recovery().running());
    assertThat(named.only().state()).isEqualTo(ScanState.COMPLETED);
    assertThat(named.only().filesScanned()).isEqualTo(30);
    assertThat(named.only().recoveryAttempts()).isEqualTo(1);
    assertThat(named.scans.counts().get(0).recoveries()).isEqualTo(1);
    if (!stoppedBefore) {
      named.scans.named().returned(hanging, null);
    }
    assertThat(named.only().filesScanned()).as("the old call changes nothing").isEqualTo(30);
    assertThat(named.only().state()).isEqualTo(ScanState.COMPLETED);
  }
}
