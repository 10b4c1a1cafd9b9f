package io.mcpmonitor.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.ScanState;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HandsTest {
  private final Hands hands = new Hands();
  private final Run run = Run.in("/data", 0, 0);

  private final Map<Integer, Object> streams = new ConcurrentHashMap<>();

  private Object stream(int number) {
    return streams.computeIfAbsent(number, unused -> new Object());
  }

  private InHand take(long hash) {
    InHand inHand = new InHand(run, "/data/" + hash, null, hash, Thread.currentThread());
    hands.take(inHand);
    return inHand;
  }

  private InHand open(int stream) {
    InHand inHand = take(stream);
    hands.opened(inHand, stream(stream));
    return inHand;
  }

  private static void elsewhere(Runnable task) throws InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    Thread thread = new Thread(task);
    thread.setUncaughtExceptionHandler((ended, failure) -> failures.add(failure));
    thread.start();
    thread.join();
    assertThat(failures).isEmpty();
  }

  @Test
  void whatIsBeingOpenedIsTakenUntilItIsOpen() {
    InHand inHand = take(1);

    assertThat(hands.taken()).isSameAs(inHand);
    assertThat(hands.busyFor(run)).isSameAs(inHand);

    hands.opened(inHand, stream(7));

    assertThat(hands.taken()).isNull();
    assertThat(hands.of(stream(7))).isSameAs(inHand);
  }

  @Test
  void whatCouldNotBeOpenedIsGone() {
    InHand inHand = take(1);

    hands.leave(inHand);

    assertThat(hands.taken()).isNull();
    assertThat(hands.busyFor(run)).isNull();
  }

  @Test
  void aFileThatIsClosedIsGone() {
    InHand inHand = open(7);

    assertThat(hands.closed(stream(7))).isSameAs(inHand);

    assertThat(hands.of(stream(7))).isNull();
    assertThat(hands.closed(stream(7))).isNull();
  }

  @Test
  void oneThreadHasManyOpen() {
    List<InHand> all = new ArrayList<>();
    for (int i = 1; i <= 4_000; i++) {
      all.add(open(i));
    }
    for (int i = 1; i <= 4_000; i++) {
      assertThat(hands.of(stream(i))).isSameAs(all.get(i - 1));
    }
    for (int i = 1; i <= 4_000; i++) {
      assertThat(hands.closed(stream(i))).isSameAs(all.get(i - 1));
      assertThat(hands.of(stream(i))).isNull();
    }
  }

  @Test
  void oneFileIsOpenedWhileAnotherIs() {
    InHand outer = take(1);
    InHand inner = open(2);

    hands.opened(outer, stream(1));

    assertThat(hands.of(stream(1))).isSameAs(outer);
    assertThat(hands.of(stream(2))).isSameAs(inner);
  }

  @Test
  void anotherThreadReadsAndCloses() throws InterruptedException {
    InHand inHand = open(7);

    elsewhere(
        () -> {
          assertThat(hands.of(stream(7))).isSameAs(inHand);
          hands.reads(Thread.currentThread(), inHand);
        });
    assertThat(hands.of(stream(7))).isSameAs(inHand);
    elsewhere(() -> assertThat(hands.closed(stream(7))).isSameAs(inHand));

    assertThat(hands.of(stream(7))).isNull();
  }

  @Test
  void anotherThreadOnlyCloses() throws InterruptedException {
    InHand inHand = open(7);

    Thread[] closer = new Thread[1];
    elsewhere(
        () -> {
          closer[0] = Thread.currentThread();
          assertThat(hands.closed(stream(7))).isSameAs(inHand);
        });

    assertThat(closer[0]).isNotSameAs(inHand.thread);
    assertThat(hands.of(stream(7))).isNull();
  }

  @Test
  void aStreamIsHeldUntilTheNextLookOnly() {
    WeakReference<Object> stream = openAndForget();

    hands.forgetDead();

    for (int i = 0; i < 50 && stream.get() != null; i++) {
      System.gc();
    }
    assertThat(stream.get()).isNull();
  }

  private WeakReference<Object> openAndForget() {
    Object stream = new Object();
    hands.opened(take(1), stream);
    return new WeakReference<>(stream);
  }

  @Test
  void aStreamOfNoScanIsHeldUntilTheNextLookOnly() {
    Object stranger = new Object();
    WeakReference<Object> held = new WeakReference<>(stranger);

    assertThat(hands.of(stranger)).isNull();
    assertThat(hands.of(stranger)).isNull();
    stranger = null;
    System.gc();
    assertThat(held.get()).as("so that its next reads cost little").isNotNull();
    hands.forgetDead();

    for (int i = 0; i < 100 && held.get() != null; i++) {
      System.gc();
    }
    assertThat(held.get()).isNull();
  }

  @Test
  void aChannelThatWasLookedForBeforeItsFileWasKnownIsFound() {
    InHand known = open(1);
    Object channel = new Object();
    assertThat(hands.of(channel)).isNull();

    hands.alsoOpen(known, channel);

    assertThat(hands.of(channel)).isSameAs(known);
  }

  @Test
  void whatIsOpenAtALookIsFoundAfterIt() {
    InHand inHand = open(7);

    hands.forgetDead();

    assertThat(hands.of(stream(7))).isSameAs(inHand);
    InHand next = open(8);
    assertThat(hands.closed(stream(7))).isSameAs(inHand);
    assertThat(hands.closed(stream(8))).isSameAs(next);
    assertThat(hands.of(stream(7))).isNull();
  }

  @Test
  void whatADeadThreadHasOpenedCanStillBeRead() throws InterruptedException {
    elsewhere(() -> open(7));

    hands.forgetDead();

    InHand left = hands.of(stream(7));
    assertThat(left).isNotNull();
    assertThat(left.thread).isNull();
    hands.reads(Thread.currentThread(), left);
    assertThat(hands.closed(stream(7))).isSameAs(left);
    assertThat(hands.of(stream(7))).isNull();
  }

  @Test
  void whatADeadThreadWasOpeningIsNoWork() throws InterruptedException {
    elsewhere(() -> take(1));

    assertThat(hands.busyFor(run)).isNull();
    hands.forgetDead();
    assertThat(hands.takersFor(run)).isEmpty();
  }

  @Test
  void whatIsOfARunThatIsOverIsForgotten() {
    open(7);
    open(8);

    run.state = ScanState.COMPLETED;
    hands.forgetDead();

    assertThat(hands.of(stream(7))).isNull();
    assertThat(hands.of(stream(8))).isNull();
  }

  @Test
  void threadsThatShareAPlaceLoseNothingOpen() {
    List<InHand> open = new ArrayList<>();
    for (int i = 1; i <= 10 * Hands.NEAR; i++) { // so ten threads for each place
      InHand inHand = new InHand(run, "/data/" + i, null, i, new Thread(() -> {}));
      hands.take(inHand);
      hands.opened(inHand, stream(i));
      open.add(inHand);
    }

    for (int i = 1; i <= open.size(); i++) {
      assertThat(hands.of(stream(i))).isSameAs(open.get(i - 1));
    }
  }

  @Test
  void whatIsOpenAtLastIsFoundHoweverManyAreBeingOpened() {
    List<InHand> opening = new ArrayList<>();
    for (int i = 1; i <= 3 * Hands.NEAR; i++) {
      InHand inHand = new InHand(run, "/data/" + i, null, i, new Thread(() -> {}));
      hands.take(inHand);
      opening.add(inHand);
    }
    for (int i = 1; i <= opening.size(); i++) {
      hands.opened(opening.get(i - 1), stream(i));
    }

    for (int i = 1; i <= opening.size(); i++) {
      assertThat(hands.of(stream(i))).isSameAs(opening.get(i - 1));
    }
  }

  @Test
  void aFileThatIsBeingOpenedKeepsItsPlaceBesideOpenOnes() {
    InHand own = take(1);
    for (int i = 2; i <= 10 * Hands.NEAR; i++) {
      InHand inHand = new InHand(run, "/data/" + i, null, i, new Thread(() -> {}));
      hands.take(inHand);
      hands.opened(inHand, stream(i));
    }

    assertThat(hands.taken()).isSameAs(own);
  }

  @Test
  void whatIsTakenBesideTheOwnPlaceIsSeenWhenThatIsFree() {
    Thread other = new Thread(() -> {});
    while (Hands.ofThread(other) != Hands.ofThread(Thread.currentThread())) {
      other = new Thread(() -> {});
    }
    InHand first = new InHand(run, "/data/0", null, 0, other);
    hands.take(first);
    InHand own = take(1);

    hands.leave(first);

    assertThat(hands.taken()).isSameAs(own);
  }

  @Test
  void aHundredThreadsHaveTheirOwn() throws InterruptedException {
    CountDownLatch allOpen = new CountDownLatch(100);
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      int first = i * 1_000;
      Thread thread =
          new Thread(
              () -> {
                try {
                  open(first);
                  allOpen.countDown();
                  allOpen.await();
                  for (int k = 1; k < 200; k++) {
                    InHand own = open(first + k);
                    assertThat(hands.of(stream(first + k))).isSameAs(own);
                    assertThat(hands.closed(stream(first + k))).isSameAs(own);
                  }
                  assertThat(hands.closed(stream(first))).isNotNull();
                } catch (Throwable failure) {
                  synchronized (failures) {
                    failures.add(failure);
                  }
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failures).isEmpty();
  }
}
