package io.mcpmonitor.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user names the methods of the application that scan, work on a file, and begin anew. */
class NamedScansIT {
  private static final String INDEXER = "com.example.index.NoteIndexer";
  private static final String METHODS =
      "scan.methods='" + INDEXER + "#indexAll," + INDEXER + "#indexInBackground'";
  private static final String ITEMS = "scan.item-methods=" + INDEXER + "#index";
  private static final String RECOVERY = "scan.recovery-method=" + INDEXER + "#reindex";
  private static final String STALL = "scan.stall-timeout=3s";
  private static final String CHECK = "health.check-interval=1s";

  private static final Pattern REINDEXED = Pattern.compile("(reindexed .*)");

  @TempDir Path folder;

  private static boolean isOver(JsonObject scan) {
    String state = scan.get("state").getAsString();
    return state.equals("completed") || state.equals("failed");
  }

  private static void isFine(IndexServer server) {
    assertThat(server.scrape().sum("mcp_monitor_hook_failures_total")).isZero();
    assertThat(server.scrape().sum("mcp_monitor_consumer_failures_total")).isZero();
    assertThat(server.probe("files.named")).contains("\"unable\":[]");
  }

  @Test
  void callsAreRunsAndItemsAreCounted() throws IOException {
    Path root = IndexServer.tree(folder, 200);
    String shapes = INDEXER + "$Shapes#";
    try (IndexServer server =
        IndexServer.start(
            Jdks.require(25),
            METHODS.substring(0, METHODS.length() - 1) + "," + shapes + "count'",
            "scan.item-methods='" + INDEXER + "#index," + shapes + "one'",
            CHECK)) {
      server.sync();
      server.tell("notes", root);
      JsonObject scan = server.namedUntil("NoteIndexer.indexAll", NamedScansIT::isOver);
      assertThat(server.result("notes")).startsWith("200 ");
      assertThat(scan.get("state").getAsString()).isEqualTo("completed");
      assertThat(scan.get("root").getAsString()).isEqualTo(root.toString());
      assertThat(scan.get("files_scanned").getAsInt()).as("not twice").isEqualTo(200);
      assertThat(scan.get("files_total").getAsInt()).isEqualTo(200);
      assertThat(scan.get("bytes_processed").getAsInt())
          .isEqualTo(200 * IndexServer.CONTENT.length());
      assertThat(server.sync().getAsJsonArray("scans")).as("no second scan").hasSize(1);

      server.tell("background", root);
      scan = server.namedUntil("NoteIndexer.indexInBackground", NamedScansIT::isOver);
      assertThat(scan.get("files_scanned").getAsInt()).isEqualTo(200);
      server.tell("shapes", root);
      scan = server.namedUntil("Shapes.count", NamedScansIT::isOver);
      assertThat(scan.get("files_scanned").getAsInt()).isEqualTo(30);
      assertThat(scan.has("root")).isFalse();
      Scrape scrape = server.scrape();
      assertThat(scrape.sum("mcp_files_scanned_total")).isEqualTo(430);
      assertThat(scrape.sum("mcp_scan_duration_seconds_count")).isEqualTo(3);

      Files.writeString(root.resolve("a0").resolve("b0").resolve("9.txt"), "");
      long before =
          server.namedUntil("NoteIndexer.indexAll", s -> true).get("start_millis").getAsLong();
      server.tell("notes", root);
      scan =
          server.namedUntil(
              "NoteIndexer.indexAll", s -> s.get("start_millis").getAsLong() > before && isOver(s));
      assertThat(scan.get("state").getAsString()).isEqualTo("failed");
      assertThat(scan.get("last_error").getAsString())
          .isEqualTo("java.lang.IllegalArgumentException: nothing in 9.txt");
      Wait.until(server::alerts, alerts -> !alerts.isEmpty(), AgentJvm.PATIENCE);
      assertThat(server.alerts()).containsExactly("scan_failed NoteIndexer.indexAll");
      isFine(server);
    }
  }

  @Test
  void whatHangsIsBegunAnew() {
    Path root = IndexServer.tree(folder, 200);
    try (IndexServer server =
        IndexServer.start(Jdks.require(17), METHODS, ITEMS, RECOVERY, STALL, CHECK)) {
      server.sync();
      server.tell("hanging", root);
      JsonObject scan =
          server.namedUntil(
              "NoteIndexer.indexAll", s -> s.get("state").getAsString().equals("completed"));
      assertThat(scan.get("files_scanned").getAsInt()).isEqualTo(200);
      assertThat(scan.get("recovery_attempts").getAsInt()).isEqualTo(1);
      assertThat(server.jvm.awaitStderr(REINDEXED, AgentJvm.PATIENCE)).contains("reindexed 200");
      Scrape scrape = server.scrape();
      assertThat(scrape.sum("mcp_scan_stalls_total")).isEqualTo(1);
      assertThat(scrape.sum("mcp_scan_recoveries_total")).isEqualTo(1);
      assertThat(scrape.sum("mcp_scan_recovery_attempts_total")).isEqualTo(1);
      isFine(server);
    }
  }

  @Test
  void whatCannotBeRecoveredIsGivenUp() {
    Path root = IndexServer.tree(folder, 100);
    try (IndexServer server =
        IndexServer.start(
            Jdks.require(17),
            METHODS,
            ITEMS,
            RECOVERY,
            STALL,
            CHECK,
            "scan.max-recovery-attempts=2")) {
      server.sync();
      server.tell("hopeless", root);
      JsonObject scan =
          server.namedUntil(
              "NoteIndexer.indexAll",
              s -> s.has("last_error") && s.get("last_error").getAsString().contains("given up"));
      assertThat(scan.get("state").getAsString()).isEqualTo("stalled");
      assertThat(scan.get("recovery_attempts").getAsInt()).isEqualTo(2);
      assertThat(scan.get("threads").toString()).contains("NoteIndexer.hang");
      assertThat(server.sync().getAsJsonObject("recovery").get("last_error").getAsString())
          .contains("no way out");
      assertThat(server.health().status()).isEqualTo(503);
      assertThat(server.alerts()).containsExactly("scan_stalled NoteIndexer.indexAll");
      assertThat(server.scrape().sum("mcp_scan_recoveries_total")).isZero();
      isFine(server);
    }
  }

  @Test
  void theCommandScansAnew() throws Exception {
    Path root = IndexServer.tree(folder, 50);
    try (IndexServer server = IndexServer.start(Jdks.require(17), RECOVERY)) {
      server.sync();
      assertThat(JsonHttp.get(server.jvm.agentUrl("/sync/rescan")).status()).isEqualTo(405);
      String pid = Long.toString(server.jvm.pid());
      assertThat(rescan(pid)).contains("nothing was indexed yet").contains("exit 1");
      server.tell("notes", root);
      assertThat(server.result("notes")).startsWith("50 ");
      assertThat(rescan(pid)).contains(INDEXER + "#reindex").contains("exit 0");
      assertThat(server.jvm.awaitStderr(REINDEXED, AgentJvm.PATIENCE)).contains("reindexed 50");
      assertThat(rescan(server.jvm.agentUrl("").toString())).contains("exit 0");
    }
    try (IndexServer server = IndexServer.start(Jdks.require(17))) {
      server.sync();
      assertThat(rescan(Long.toString(server.jvm.pid())))
          .contains("scan.recovery-method names no method")
          .contains("exit 1");
    }
  }

  private static String rescan(String target) throws Exception {
    Process process =
        new ProcessBuilder(
                Jdks.require(17).java().toString(),
                "-jar",
                AgentJar.path().toString(),
                "rescan",
                target)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output + "exit " + process.exitValue();
  }

  @Test
  void whatIsNamedWronglyIsOneLineInDoctor() throws Exception {
    Path root = IndexServer.tree(folder, 30);
    try (IndexServer server =
        IndexServer.start(
            Jdks.require(17),
            "scan.methods='" + INDEXER + "#indexAl,com.example.Absent#run'",
            "scan.recovery-method=" + INDEXER + "#index")) {
      server.sync();
      server.tell("notes", root);
      server.scanUntil(root, "completed");
      Process doctor =
          new ProcessBuilder(
                  Jdks.require(17).java().toString(),
                  "-jar",
                  AgentJar.path().toString(),
                  "doctor",
                  Long.toString(server.jvm.pid()))
              .start();
      String said = new String(doctor.getInputStream().readAllBytes(), UTF_8);
      assertThat(doctor.waitFor()).isEqualTo(1);
      assertThat(said)
          .contains("wrong   files.named: scan.methods=" + INDEXER + "#indexAl: no such method\n")
          .contains(
              "wrong   files.named: scan.methods=com.example.Absent#run: no class of this name has been loaded"
                  + " so far (a nested class is named Outer$Inner)\n")
          .contains(
              "wrong   files.named: scan.recovery-method="
                  + INDEXER
                  + "#index: no such method without parameters\n");
      assertThat(server.scrape().sum("mcp_monitor_hook_failures_total")).isZero();
    }
  }
}
