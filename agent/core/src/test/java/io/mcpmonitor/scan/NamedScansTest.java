package io.mcpmonitor.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.ScanEvent;
import io.mcpmonitor.event.ScanState;
import io.mcpmonitor.support.MethodName;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class NamedScansTest {
  private static final String SCAN = "com.acme.Indexer#indexAll";
  private static final List<MethodName> SCANS = List.of(MethodName.parse(SCAN));
  private static final List<MethodName> ITEMS = List.of(MethodName.parse("com.acme.Indexer#index"));

  private final ScanFixture withItems = new ScanFixture(3, new NamedMethods(SCANS, ITEMS, null));
  private final ScanFixture without = new ScanFixture(3, new NamedMethods(SCANS, List.of(), null));

  private static void items(ScanFixture fixture, int count) {
    for (int i = 0; i < count; i++) {
      fixture.scans.named().itemDone(fixture.scans.named().itemCalled(), null);
    }
  }

  @Test
  void aCallIsARunAndItsItemsAreCounted() {
    NamedScans named = withItems.scans.named();
    Object call = named.called(SCAN, null);
    assertThat(withItems.only().state()).isEqualTo(ScanState.INITIALIZING);
    items(withItems, 3);
    withItems.pass(1);
    assertThat(withItems.only().state()).isEqualTo(ScanState.SCANNING);
    assertThat(withItems.only().filesTotal()).as("unknown").isNull();
    assertThat(withItems.only().secondsLeft()).isNull();
    assertThat(withItems.only().root()).isNull();
    named.returned(call, null);
    ScanView view = withItems.only();
    assertThat(view.name()).isEqualTo("Indexer.indexAll");
    assertThat(view.state()).isEqualTo(ScanState.COMPLETED);
    assertThat(view.filesScanned()).isEqualTo(3);
    assertThat(view.filesTotal()).isEqualTo(3);
    assertThat(withItems.events)
        .containsExactly(
            new ScanEvent.Ended("Indexer.indexAll", null, ScanFixture.SECOND, 3, 3, null));
  }

  @Test
  void whatIsFoundWithinItIsItsTotalAndNoScanOfItsOwn() {
    NamedScans named = withItems.scans.named();
    Object call = named.called(SCAN, null);
    withItems.walk(100);
    items(withItems, 30);
    withItems.work(0, 30);
    ScanView view = withItems.only();
    assertThat(view.filesTotal()).isEqualTo(100);
    assertThat(view.filesScanned()).as("items, not opened files").isEqualTo(30);
    assertThat(view.bytesProcessed()).isEqualTo(300);
    assertThat(view.root()).isEqualTo(ScanFixture.ROOT);
    named.returned(call, null);
    assertThat(withItems.scans.counts())
        .containsExactly(new Scans.Counts("Indexer.indexAll", 30, 300, 0, 0, 0));
  }

  @Test
  void withoutItemMethodsOpenedFilesCount() {
    NamedScans named = without.scans.named();
    Object call = named.called(SCAN, null);
    without.walk(10);
    without.walk("/data/other", 5);
    without.work(0, 7);
    assertThat(without.only().filesTotal()).isEqualTo(15);
    assertThat(without.only().filesScanned()).isEqualTo(7);
    named.returned(call, null);
    assertThat(without.only().state()).isEqualTo(ScanState.COMPLETED);
  }

  @Test
  void otherThreadsWorkForTheCallToo() throws InterruptedException {
    NamedScans named = withItems.scans.named();
    Object call = named.called(SCAN, null);
    Thread other =
        new Thread(
            () -> {
              withItems.walk(50);
              items(withItems, 5);
            });
    other.start();
    other.join();
    assertThat(withItems.only().filesTotal()).isEqualTo(50);
    assertThat(withItems.only().filesScanned()).isEqualTo(5);
    named.returned(call, null);
  }

  @Test
  void anExceptionIsAFailure() {
    NamedScans named = without.scans.named();
    Object call = named.called(SCAN, null);
    named.threw(call, new IllegalStateException("disk gone"));
    assertThat(without.only().state()).isEqualTo(ScanState.FAILED);
    assertThat(without.only().lastError()).contains("disk gone");
    Object again = named.called(SCAN, null);
    named.returned(again, null);
    assertThat(without.only().state()).isEqualTo(ScanState.COMPLETED);
  }

  @Test
  void anItemThatFailsIsCountedWithItsError() {
    NamedScans named = withItems.scans.named();
    Object call = named.called(SCAN, null);
    named.itemDone(named.itemCalled(), new IllegalStateException("broken"));
    named.returned(call, null);
    assertThat(withItems.only().errors()).isEqualTo(1);
    assertThat(withItems.only().filesScanned()).isEqualTo(1);
    assertThat(withItems.only().state()).isEqualTo(ScanState.COMPLETED);
  }

  @Test
  void callsWithinACallAndAtTheSameTimeAreOneRun() throws InterruptedException {
    NamedScans named = without.scans.named();
    Object outer = named.called(SCAN, null);
    Object inner = named.called(SCAN, null);
    named.returned(inner, null);
    assertThat(without.only().state()).isEqualTo(ScanState.INITIALIZING);
    Object[] beside = new Object[1];
    Thread other = new Thread(() -> beside[0] = named.called(SCAN, null));
    other.start();
    other.join();
    named.returned(outer, null);
    assertThat(without.only().state()).isEqualTo(ScanState.INITIALIZING);
    other = new Thread(() -> named.threw(beside[0], new IllegalStateException()));
    other.start();
    other.join();
    assertThat(without.only().state()).isEqualTo(ScanState.FAILED);
    assertThat(without.events).hasSize(1);
  }

  @Test
  void itemsWithinItemsCountOnce() {
    NamedScans named = withItems.scans.named();
    Object call = named.called(SCAN, null);
    Object item = named.itemCalled();
    assertThat(named.itemCalled()).isNull();
    named.itemDone(item, null);
    named.returned(call, null);
    assertThat(withItems.only().filesScanned()).isEqualTo(1);
  }

  @Test
  void itemsOutsideOfAnyCallAreNobodysBusiness() {
    assertThat(withItems.scans.named().itemCalled()).isNull();
    assertThat(withItems.scans.views()).isEmpty();
  }

  @Test
  void itemsThatComeLateReopenTheRun() {
    NamedScans named = withItems.scans.named();
    named.returned(named.called(SCAN, null), null);
    items(withItems, 4);
    assertThat(withItems.only().state()).isEqualTo(ScanState.SCANNING);
    withItems.pass(4);
    assertThat(withItems.only().state()).isEqualTo(ScanState.COMPLETED);
    assertThat(withItems.only().filesScanned()).isEqualTo(4);
  }

  @Test
  void aStageIsWaitedFor() {
    NamedScans named = without.scans.named();
    CompletableFuture<String> stage = new CompletableFuture<>();
    named.returned(named.called(SCAN, null), stage);
    assertThat(without.only().state()).isEqualTo(ScanState.INITIALIZING);
    stage.complete("done");
    assertThat(without.only().state()).isEqualTo(ScanState.COMPLETED);

    CompletableFuture<String> failing = new CompletableFuture<>();
    named.returned(named.called(SCAN, null), failing);
    failing.completeExceptionally(new CompletionException(new IllegalStateException("no")));
    assertThat(without.only().state()).isEqualTo(ScanState.FAILED);
    assertThat(without.only().lastError()).isEqualTo("java.lang.IllegalStateException: no");
  }

  @Test
  void aCallThatDoesNotGetOnIsStalled() {
    NamedScans named = without.scans.named();
    Object call = named.called(SCAN, null);
    without.pass(60);
    assertThat(without.only().state()).isEqualTo(ScanState.INITIALIZING);
    without.pass(1);
    ScanView stalled = without.only();
    assertThat(stalled.state()).isEqualTo(ScanState.STALLED);
    assertThat(stalled.threads()).hasSize(1);
    assertThat(((ScanEvent.Stalled) without.events.get(0)).threads()).hasSize(1);
    named.returned(call, null);
    assertThat(without.only().state()).isEqualTo(ScanState.COMPLETED);
  }

  @Test
  void aPausedProcessIsNotStalled() {
    NamedScans named = without.scans.named();
    Object call = named.called(SCAN, null);
    without.pass(3);
    without.clock.addAndGet(3600 * ScanFixture.SECOND);
    without.scans.look(ScanFixture.SECOND);
    assertThat(without.only().state()).isEqualTo(ScanState.INITIALIZING);
    named.returned(call, null);
  }

  @Test
  void namesKeepTheirPackageOnlyWhereTheyMust() {
    MethodName other = MethodName.parse("com.other.Indexer#indexAll");
    NamedMethods both = new NamedMethods(List.of(SCANS.get(0), other), List.of(), null);
    assertThat(both.title(SCAN)).isEqualTo("com.acme.Indexer.indexAll");
    assertThat(new NamedMethods(SCANS, List.of(), null).title(SCAN)).isEqualTo("Indexer.indexAll");
    MethodName nested = MethodName.parse("com.acme.Outer$Inner#run");
    assertThat(nested.shortName()).isEqualTo("Inner.run");
  }
}
