package io.mcpmonitor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.ScanState;
import io.mcpmonitor.health.HealthEvaluator;
import io.mcpmonitor.health.SampleSnapshot;
import io.mcpmonitor.scan.RecoveryView;
import io.mcpmonitor.scan.ScanView;
import io.mcpmonitor.scan.WatcherView;
import io.mcpmonitor.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private final SampleSnapshot sample = new SampleSnapshot();
  private final Alerts alerts = new Alerts();

  private List<Alert> look() {
    Snapshot snapshot = sample.build();
    return alerts.look(snapshot, HealthEvaluator.evaluate(snapshot, SampleSnapshot.limits()));
  }

  private static ScanView scan(String name, ScanState state) {
    return new ScanView(
        name,
        "/data",
        state,
        40,
        100L,
        0,
        0,
        0,
        null,
        null,
        "/data/pipe",
        61,
        0,
        100,
        1,
        "it broke",
        List.of());
  }

  private void scans(ScanView... scans) {
    sample.sync = new Snapshot.Sync(List.of(scans), List.of(), null);
  }

  @Test
  void aStalledScanFiresAndIsResolved() {
    assertThat(look()).isEmpty();
    scans(scan("Indexer.index", ScanState.STALLED));
    List<Alert> began = look();
    assertThat(began)
        .containsExactly(
            new Alert(
                "scan_stalled",
                "Indexer.index",
                Severity.CRITICAL,
                "it has not got on for 61 s at 40 of 100 files, with /data/pipe in hand; no"
                    + " scan.recovery-method is set, so it is only watched",
                SampleSnapshot.TIME,
                null));
    assertThat(look()).as("said once").isEmpty();
    scans(scan("Indexer.index", ScanState.RECOVERING));
    assertThat(look()).isEmpty();
    assertThat(alerts.count(Severity.CRITICAL)).isEqualTo(1);
    scans(scan("Indexer.index", ScanState.COMPLETED));
    assertThat(look()).singleElement().extracting(Alert::until).isEqualTo(SampleSnapshot.TIME);
    assertThat(alerts.report().active()).isEmpty();
    assertThat(alerts.report().past()).hasSize(1);
    assertThat(alerts.count(Severity.CRITICAL)).isZero();
  }

  @Test
  void attemptsToRecoverAreTold() {
    sample.sync =
        new Snapshot.Sync(
            List.of(scan("a", ScanState.RECOVERING)),
            List.of(),
            new RecoveryView("a.B#c", 1, true, 1.0, null));
    assertThat(look().get(0).message()).endsWith("; attempts to recover it: 1");
  }

  @Test
  void aFailedScanIsAWarning() {
    scans(scan("a", ScanState.FAILED));
    assertThat(look())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.rule()).isEqualTo("scan_failed");
              assertThat(alert.severity()).isEqualTo(Severity.WARNING);
              assertThat(alert.message()).isEqualTo("it failed at 40 of 100 files: it broke");
            });
  }

  @Test
  void aDeadWatcherFiresOnceForItsName() {
    WatcherView dead =
        new WatcherView("Notes.watch", "WatchService", false, "it was closed", 0, 0, null);
    WatcherView alive = new WatcherView("Other.watch", "WatchService", true, null, 0, 0, null);
    sample.sync = new Snapshot.Sync(List.of(), List.of(dead, dead, alive), null);
    assertThat(look()).hasSize(1);
    assertThat(alerts.report().active().get(0).message())
        .isEqualTo("WatchService watches no more: it was closed");
  }

  @Test
  void otherFailedChecksFireByTheirName() {
    sample.resources = SampleSnapshot.resources(0.99, 0.1, 0.3);
    assertThat(look())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.rule()).isEqualTo("unhealthy");
              assertThat(alert.subject()).isEqualTo("memory");
            });
  }

  @Test
  void onlySomeAreKept() {
    for (int i = 0; i < 3 * Alerts.MAX_PAST; i++) {
      scans(scan("scan" + i, ScanState.FAILED));
      look();
    }
    assertThat(alerts.report().past()).hasSize(Alerts.MAX_PAST);
    assertThat(alerts.report().past().get(0).subject()).isEqualTo("scan298");
  }

  @Test
  void linesAreLimited() {
    List<String> lines = new ArrayList<>();
    AtomicLong clock = new AtomicLong();
    AlertLog log = new AlertLog(lines::add, clock::get);
    Alert alert = new Alert("scan_failed", "a", Severity.WARNING, "why", SampleSnapshot.TIME, null);
    for (int i = 0; i < 30; i++) {
      log.say(List.of(alert));
    }
    assertThat(lines).hasSize(AlertLog.MAX_LINES);
    assertThat(lines.get(0)).isEqualTo("alert (warning) scan_failed a: why");
    clock.addAndGet(61_000_000_000L);
    log.say(List.of(alert.resolved(SampleSnapshot.TIME)));
    assertThat(lines.get(AlertLog.MAX_LINES))
        .isEqualTo("alert resolved: scan_failed a (10 alerts left out)");
  }
}
