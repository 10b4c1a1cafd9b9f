package io.mcpmonitor.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchersTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final AtomicLong clock = new AtomicLong(7);
  private final Drops drops = new Drops();
  private final Watchers watchers = new Watchers(drops, clock::get);

  private void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.addAndGet(SECOND);
      watchers.look(clock.get(), 60 * SECOND);
    }
  }

  private WatcherView only() {
    assertThat(watchers.views()).hasSize(1);
    return watchers.views().get(0);
  }

  @Test
  void itIsAliveWhileItsThreadWaits() {
    Object service = new Object();
    Watcher watcher = watchers.of(service, "WatchService");
    assertThat(watchers.of(service, "WatchService")).isSameAs(watcher);
    watcher.takes();
    pass(600);
    assertThat(only().alive()).isTrue();
    assertThat(only().reason()).isNull();
    assertThat(only().secondsSinceEvent()).isNull();
    watcher.took();
    watcher.gave(3, 1);
    pass(2);
    assertThat(only().events()).isEqualTo(3);
    assertThat(only().overflows()).isEqualTo(1);
    assertThat(only().secondsSinceEvent()).isEqualTo(2);
    assertThat(only().kind()).isEqualTo("WatchService");
    assertThat(service).isNotNull();
  }

  @Test
  void aThreadThatHasEndedIsToldOfAfterSomeSeconds() throws InterruptedException {
    Object service = new Object();
    Watcher watcher = watchers.of(service, "WatchService");
    Thread thread = new Thread(watcher::takes, "notes-watcher");
    thread.start();
    thread.join();
    pass(5);
    assertThat(only().alive()).as("it may be the end of the process").isTrue();
    pass(1);
    assertThat(only().alive()).isFalse();
    assertThat(only().reason()).isEqualTo("its thread notes-watcher has ended");
    assertThat(service).isNotNull();
  }

  @Test
  void oneThatIsClosedIsDeadUntilAnotherTakesItsPlace() {
    Object service = new Object();
    Watcher watcher = watchers.of(service, "WatchService");
    watcher.takes();
    watcher.ends("it was closed");
    pass(6);
    assertThat(only().alive()).isFalse();
    assertThat(only().reason()).isEqualTo("it was closed");
    Object next = new Object();
    watchers.of(next, "WatchService").takes();
    pass(1);
    assertThat(only().alive()).isTrue();
    assertThat(List.of(service, next)).hasSize(2);
  }

  @Test
  void theEndOfTheProcessIsNoFault() {
    Object service = new Object();
    Watcher watcher = watchers.of(service, "WatchService");
    watcher.takes();
    watchers.ends();
    watcher.ends("it was closed");
    pass(60);
    assertThat(only().alive()).isTrue();
    assertThat(service).isNotNull();
  }

  @Test
  void nobodyTakesItsEvents() {
    Object service = new Object();
    Watcher unused = watchers.of(service, "WatchService");
    pass(60);
    assertThat(only().alive()).isTrue();
    pass(7);
    assertThat(only().alive()).isFalse();
    assertThat(only().reason()).isEqualTo("nobody takes its events");
    assertThat(service).isNotNull();
  }

  /** As a task of a pool does whose exception nobody sees. */
  @Test
  void aThreadThatGoesOnElsewhereTakesThemNoMore() throws InterruptedException {
    Object service = new Object();
    Watcher watcher = watchers.of(service, "WatchService");
    CountDownLatch left = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Thread pool =
        new Thread(
            () -> {
              watcher.takes();
              watcher.took();
              left.countDown();
              await(end);
            },
            "pool-1");
    pool.start();
    left.await();
    pass(67);
    assertThat(only().alive()).isFalse();
    assertThat(only().reason()).isEqualTo("its thread pool-1 takes its events no more");
    end.countDown();
    pool.join();
    assertThat(service).isNotNull();
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** On a thread where no method is the application's, and which stays alive. */
  private static void elsewhere(ExecutorService thread, Runnable task) throws Exception {
    thread.submit(task).get();
  }

  @Test
  void oneThatIsAskedRarelyIsAskedAgain() throws Exception {
    Object service = new Object();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    Watcher watcher = watchers.of(service, "WatchService");
    for (int i = 0; i < 5; i++) {
      elsewhere(
          thread,
          () -> {
            watcher.takes();
            watcher.took();
          });
      pass(100);
    }
    assertThat(only().alive()).isTrue();
    pass(220);
    assertThat(only().alive()).isFalse();
    thread.shutdown();
    assertThat(service).isNotNull();
  }

  @Test
  void thereAreNoMoreThanAFew() throws Exception {
    List<Object> services = new ArrayList<>();
    ExecutorService thread = Executors.newSingleThreadExecutor();
    for (int i = 0; i < Watchers.MAX + 3; i++) {
      Object service = new Object();
      String kind = "kind" + i;
      services.add(service);
      boolean full = i >= Watchers.MAX;
      elsewhere(thread, () -> assertThat(watchers.of(service, kind) == null).isEqualTo(full));
    }
    thread.shutdown();
    assertThat(drops.countOf(Drops.Reason.WATCHER_TABLE_FULL)).isEqualTo(3);
    assertThat(watchers.views().stream().map(WatcherView::name).distinct())
        .hasSize(Watchers.MAX_NAMES + 1)
        .contains("_other");
    assertThat(services).isNotEmpty();
  }

  @Test
  void whatIsCollectedIsForgotten() throws InterruptedException {
    Watcher unused = watchers.of(new Object(), "WatchService");
    ScanFixture.await(
        () -> {
          System.gc();
          pass(1);
          return watchers.views().isEmpty();
        });
  }

  @Test
  void lookingForChangesIsKnownOfTheThreadOnly() throws InterruptedException {
    Object service = new Object();
    Watcher unused = watchers.of(service, "FileAlterationMonitor");
    assertThat(watchers.polls(true)).isFalse();
    assertThat(watchers.isPolling()).isTrue();
    boolean[] other = {true};
    Thread thread = new Thread(() -> other[0] = watchers.isPolling());
    thread.start();
    thread.join();
    assertThat(other[0]).isFalse();
    assertThat(watchers.polls(false)).isTrue();
    assertThat(watchers.isPolling()).isFalse();
    assertThat(service).isNotNull();
  }
}
