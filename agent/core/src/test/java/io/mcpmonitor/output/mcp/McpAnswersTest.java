package io.mcpmonitor.output.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mcpmonitor.event.ScanState;
import io.mcpmonitor.health.HealthEvaluator;
import io.mcpmonitor.health.SampleSnapshot;
import io.mcpmonitor.inject.Answer;
import io.mcpmonitor.inject.Feature;
import io.mcpmonitor.output.http.Json;
import io.mcpmonitor.scan.RecoveryView;
import io.mcpmonitor.scan.Rescan;
import io.mcpmonitor.scan.ScanView;
import io.mcpmonitor.scan.WatcherView;
import io.mcpmonitor.state.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class McpAnswersTest {
  private static final String ROOT = "/srv/private/docs";

  private final SampleSnapshot sample = new SampleSnapshot();

  private static ScanView scan(
      String name, ScanState state, long done, long total, double quiet, @Nullable String error) {
    return new ScanView(
        name,
        ROOT,
        state,
        done,
        total,
        12_345_678,
        error == null ? 0 : 2,
        812.34,
        state == ScanState.SCANNING ? 130.0 : null,
        ROOT + "/a3/b12",
        ROOT + "/a3/b12/4711.txt",
        quiet,
        SampleSnapshot.TIME.toEpochMilli() - 100_000,
        40,
        state == ScanState.STALLED ? 1 : 0,
        error,
        List.of());
  }

  private String answer(Feature feature) {
    return answers(Rescan.NONE).to(feature).text();
  }

  private McpAnswers answers(Rescan recovery) {
    return new McpAnswers(SampleSnapshot.limits(), sample::build, recovery);
  }

  private void sync(List<ScanView> scans, WatcherView... watchers) {
    sample.sync = new Snapshot.Sync(scans, List.of(watchers), null);
  }

  @Test
  void aServerWithoutScansSaysSo() {
    assertThat(answer(Feature.SYNC_STATUS))
        .isEqualTo(
            """
            notes 1.2.3 is healthy (score 100 of 100), up 60 min 0 s.

            File scans: none seen yet.

            Watchers of folders: none.
            """);
  }

  @Test
  void whatRunsIsToldInPlainWords() {
    sync(
        List.of(scan("docs", ScanState.SCANNING, 4_711, 100_000, 0.2, null)),
        new WatcherView("WatchService", "WatchService", true, null, 12, 1, 3.0));
    assertThat(answer(Feature.SYNC_STATUS))
        .isEqualTo(
            """
            notes 1.2.3 is healthy (score 100 of 100), up 60 min 0 s.

            File scans, the latest first:
            - docs: running, 4,711 of 100,000 files (4.7 %), 12.3 MB read, 812.3 files/s, about 2 min\
             10 s left, last progress 0.2 s ago, in folder: a3/b12, in hand: a3/b12/4711.txt.

            Watchers of folders:
            - WatchService: watches, events: 12, times that events were lost: 1, last event 3.0 s ago.
            """);
  }

  @Test
  void whatStandsStillIsToldWithWhatCanBeDone() {
    sync(
        List.of(scan("docs", ScanState.STALLED, 5, 10, 75, null)),
        new WatcherView(
            "poller", "PollingWatchService", false, "its thread has ended", 0, 0, null));
    String text = answer(Feature.SYNC_STATUS);
    assertThat(text)
        .startsWith("notes 1.2.3 is unhealthy (score 20 of 100)")
        .contains(
            "- docs: STALLED, no progress for 75 s at 5 of 10 files (50.0 %), in hand:"
                + " a3/b12/4711.txt, recovery attempts: 1. The server has no known way to start it"
                + " again.\n")
        .contains("- poller: DEAD, sees no changes any more: its thread has ended, events: 0.\n")
        .contains("What is wrong:\n- sync (fail): docs has not got on for 75 s at 5 of 10 files\n")
        .contains("- watcher (fail): poller watches no more: its thread has ended\n");

    Answer withRecovery = answers(new Restart()).to(Feature.SYNC_STATUS);
    assertThat(withRecovery.text()).contains("The tool force_rescan starts it again.\n");
  }

  @Test
  void whatTheRecoveryDidIsTold() {
    sample.sync =
        new Snapshot.Sync(
            List.of(),
            List.of(),
            new RecoveryView(
                "com.example.Index#again", 2, false, 30.0, "IOException: /srv/docs/x"));
    assertThat(answers(new Restart()).to(Feature.SYNC_STATUS).text())
        .contains(
            "Recovery by com.example.Index#again: called 2 times, last 30 s ago, which failed:"
                + " IOException: …/x.\n");
  }

  @Test
  void whatIsOverIsToldWithItsAmount() {
    sync(
        List.of(
            scan("old", ScanState.COMPLETED, 10, 10, 0, null),
            scan("bad", ScanState.FAILED, 3, 10, 0, "AccessDeniedException: /srv/private/docs/x")));
    assertThat(answer(Feature.SYNC_STATUS))
        .contains("- old: completed 60 s ago, 10 of 10 files, 12.3 MB in 40 s.\n")
        .contains(
            "- bad: FAILED 60 s ago at 3 of 10 files (30.0 %), files with errors: 2, last error:"
                + " AccessDeniedException: …/x.\n");
  }

  @Test
  void aLongListIsCut() {
    List<ScanView> many = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      many.add(scan("scan-" + i, ScanState.COMPLETED, 1, 1, 0, null));
    }
    sync(many);
    assertThat(answer(Feature.SYNC_STATUS)).contains("- and 30 more\n").hasSizeLessThan(4_000);
  }

  @Test
  void healthIsWhatTheEndpointSaysWithoutPlaces() {
    sample.databases =
        new Snapshot.Databases(
            List.of(),
            List.of(),
            Map.of(
                "search", new Snapshot.DatabaseUse(3, 0.1, 0, 0, 1, "select * from secret_table")));
    sync(List.of(scan("docs", ScanState.FAILED, 1, 2, 0, "IOException: /srv/private/docs/a/b")));
    String endpoint =
        new Json().write(HealthEvaluator.evaluate(sample.build(), SampleSnapshot.limits()));
    assertThat(endpoint).contains("/srv/private", "secret_table", "file system of /data");

    String resource = answer(Feature.HEALTH_STATUS);
    assertThat(resource).doesNotContain("/srv", "secret_table", " /data");
    JsonObject told = JsonParser.parseString(resource).getAsJsonObject();
    JsonObject whole = JsonParser.parseString(endpoint).getAsJsonObject();
    assertThat(told.keySet()).isEqualTo(whole.keySet());
    assertThat(told.get("health_score")).isEqualTo(whole.get("health_score"));
    assertThat(told.getAsJsonObject("sync").get("error").getAsString())
        .isEqualTo("IOException: …/b");
  }

  @Test
  void theSyncCheckIsAPartOfHealth() {
    sync(
        List.of(scan("docs", ScanState.SCANNING, 4_711, 100_000, 0.2, null)),
        new WatcherView("WatchService", "WatchService", true, null, 12, 0, 3.0));
    JsonObject told = JsonParser.parseString(answer(Feature.SYNC_HEALTH_CHECK)).getAsJsonObject();
    assertThat(told.keySet()).containsExactly("status", "timestamp", "sync", "watcher", "checks");
    assertThat(told.get("status").getAsString()).isEqualTo("healthy");
    assertThat(told.getAsJsonObject("sync").get("files_scanned").getAsInt()).isEqualTo(4_711);
    assertThat(told.getAsJsonObject("watcher").get("alive").getAsBoolean()).isTrue();
    assertThat(told.getAsJsonObject("checks").keySet()).containsExactly("sync", "watcher");
  }

  @Test
  void aRescanIsAskedForOnce() {
    Restart restart = new Restart();
    McpAnswers answers = answers(restart);
    assertThat(answers.to(Feature.FORCE_RESCAN))
        .isEqualTo(new Answer("Indexer.rescan, of …/private: STARTED", false));
    assertThat(restart.asked).isEqualTo(1);
    restart.outcome = Rescan.Outcome.FAILED;
    assertThat(answers.to(Feature.FORCE_RESCAN).failed()).isTrue();
    restart.outcome = Rescan.Outcome.BUSY;
    assertThat(answers.to(Feature.FORCE_RESCAN).failed()).isFalse();
    assertThat(answers(Rescan.NONE).to(Feature.FORCE_RESCAN).failed()).isTrue();
  }

  @Test
  void manyWhoAskAtOnceGetTheSameAnswer() {
    McpAnswers answers = answers(Rescan.NONE);
    assertThat(answers.to(Feature.HEALTH_STATUS)).isSameAs(answers.to(Feature.HEALTH_STATUS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file system of /data 90.0 % full | file system of …/data 90.0 % full",
        "NoSuchFileException: /srv/a b/c.txt | NoSuchFileException: …/a b/c.txt",
        "C:\\Users\\me\\x.txt is locked | …/x.txt is locked",
        "not exported to https://user:pw@host:4318/v1 since | not exported to https://… since",
        "812.3 files/s, 4.7 % | 812.3 files/s, 4.7 %",
        "and/or | and/or",
        "(/a/b), '/c/d' | (…/b), '…/d'",
        "jdbc:postgresql://db.internal/notes | jdbc:postgresql://…"
      })
  void placesAreLeftOut(String text, String hidden) {
    assertThat(Places.hidden(text)).isEqualTo(hidden);
  }

  @Test
  void filesAreNamedFromTheScannedFolder() {
    assertThat(Places.below("/srv/docs", "/srv/docs/a/b")).isEqualTo("a/b");
    assertThat(Places.below("/srv/docs", "/srv/docs")).isNull();
    assertThat(Places.below("/", "/etc/passwd")).isEqualTo("etc/passwd");
    assertThat(Places.below("/srv/docs", "/elsewhere/x")).isEqualTo("…/x");
    assertThat(Places.below("/srv/docs", null)).isNull();
  }

  private static final class Restart implements Rescan {
    private int asked;
    private Outcome outcome = Outcome.STARTED;

    @Override
    public boolean isPossible() {
      return true;
    }

    @Override
    public Result now() {
      asked++;
      return new Result(outcome, "Indexer.rescan, of /srv/private: " + outcome);
    }
  }
}
