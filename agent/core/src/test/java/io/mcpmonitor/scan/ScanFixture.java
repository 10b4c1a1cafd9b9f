package io.mcpmonitor.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.Event;
import io.mcpmonitor.support.Drops;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Scans with a clock of their own. */
final class ScanFixture {
  static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  static final String ROOT = "/data/notes";

  final AtomicLong clock = new AtomicLong(5);
  final List<Event> events = new CopyOnWriteArrayList<>();
  volatile boolean busy;
  final Scans scans = new Scans(new Drops(), events::add, clock::get, run -> busy);

  ScanFixture(int maxAttempts, NamedMethods named) {
    scans.configure(ScanFilter.NOTHING, new ScanPlan(60 * SECOND, maxAttempts, named));
  }

  void pass(int seconds) {
    for (int i = 0; i < seconds; i++) {
      clock.addAndGet(SECOND);
      scans.look(SECOND);
    }
  }

  Run walk(int files) {
    return walk(ROOT, files);
  }

  Run walk(String root, int files) {
    Run run = scans.walks(root);
    if (scans.entered(run, root)) {
      for (int i = 0; i < files; i++) {
        scans.found(run, root + "/" + i);
      }
    }
    scans.walked(run);
    return run;
  }

  void work(int from, int to) {
    for (int i = from; i < to; i++) {
      InHand inHand = scans.work().opens(ROOT + "/" + i);
      assertThat(inHand).isNotNull();
      Object stream = new Object();
      scans.work().opened(inHand, stream);
      scans.work().read(stream, 10);
      scans.work().closed(stream);
    }
  }

  ScanView only() {
    assertThat(scans.views()).hasSize(1);
    return scans.views().get(0);
  }

  /** Waits for what another thread does. */
  static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 30_000 && !condition.getAsBoolean(); i++) {
      Thread.sleep(1);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }
}
