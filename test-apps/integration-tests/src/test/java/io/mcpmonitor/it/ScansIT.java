package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Folders are indexed in the ways people do it, and in ways that go wrong. */
class ScansIT {
  private static final int FILES = Matrix.WHOLE ? 100_000 : 2_000;

  /**
   * Of each, some on the oldest JDK and some on the newest in the matrix, all in everyday tests.
   */
  private static final List<String> STYLES =
      List.of(
          "collect",
          "walk",
          "visitor",
          "find",
          "parallel",
          "executor",
          "streams",
          "old",
          "names",
          "virtual",
          "commons-list",
          "commons-iterate",
          "commons-stream",
          "mapped",
          "channels",
          "handed",
          "lucene");

  private static final List<String> LARGE_17 =
      List.of("collect", "visitor", "parallel", "executor", "streams", "old", "names");

  private static final List<String> LARGE_25 =
      List.of("walk", "find", "parallel", "virtual", "mapped", "handed");

  @TempDir static Path shared;
  private static Path files;

  static List<Jdk> jdks() {
    return List.of(Jdks.require(17), Jdks.require(25));
  }

  private static synchronized Path files() {
    if (files == null) {
      files = IndexServer.tree(shared.resolve("library"), FILES);
    }
    return files;
  }

  private static List<String> styles(Jdk jdk) {
    if (!Matrix.WHOLE) {
      return STYLES;
    }
    return jdk.equals(Jdks.require(17)) ? LARGE_17 : LARGE_25;
  }

  /** Each style has a link to the files of its own: another root, and so another scan. */
  @ParameterizedTest
  @MethodSource("jdks")
  void everyStyleIsCounted(Jdk jdk, @TempDir Path links) throws IOException {
    List<String> styles = styles(jdk);
    long bytes = (long) FILES * IndexServer.CONTENT.length();
    try (IndexServer server = IndexServer.start(jdk)) {
      server.sync();
      for (String style : styles) {
        Path root = Files.createDirectory(links.resolve(style));
        copy(files(), root);
        List<JsonObject> seen = new ArrayList<>();
        server.tell(style, root);
        Wait.until(
            () -> server.scan(root),
            scan -> {
              if (scan.size() > 0) {
                seen.add(scan);
              }
              return server.jvm.stdoutLines().stream().anyMatch(l -> l.contains(" " + style + " "));
            },
            AgentJvm.PATIENCE.multipliedBy(3));
        assertThat(server.result(style)).as(style).isEqualTo(FILES + " " + bytes);
        monotonic(style, seen);
      }
      for (String style : styles) {
        JsonObject end = server.scanUntil(links.resolve(style), "completed");
        assertThat(end.get("state").getAsString()).as(style).isEqualTo("completed");
        assertThat(end.get("files_total").getAsLong()).as(style).isEqualTo(FILES);
        assertThat(end.get("files_scanned").getAsLong()).as(style).isEqualTo(FILES);
        assertThat(end.get("bytes_processed").getAsLong()).as(style).isEqualTo(bytes);
        assertThat(end.get("errors").getAsLong()).as(style).isZero();
      }
      assertThat(server.sync().getAsJsonArray("scans")).hasSize(styles.size());
      Scrape scrape = server.scrape();
      assertThat(scrape.sum("mcp_files_scanned_total")).isEqualTo((double) FILES * styles.size());
      assertThat(scrape.sum("mcp_scan_duration_seconds_count")).isEqualTo(styles.size());
      assertThat(scrape.sum("mcp_scan_stalls_total")).isZero();
      JsonObject sync = server.health().json().getAsJsonObject("sync");
      assertThat(sync.get("state").getAsString()).isEqualTo("completed");
      assertThat(sync.get("files_scanned").getAsLong()).isEqualTo(FILES);
      noTrouble(server);
    }
  }

  /** Hard links: real files, made quickly. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : (Iterable<Path>) walk.skip(1)::iterator) {
        Path target = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectory(target);
        } else {
          Files.createLink(target, path);
        }
      }
    }
  }

  @Test
  void theOldCommonsIoListsToo() {
    Path root = files();
    try (IndexServer server = IndexServer.startOld(Jdks.require(17))) {
      server.sync();
      server.tell("commons-list", root);
      assertThat(server.result("commons-list")).startsWith(FILES + " ");
      JsonObject scan = server.scanUntil(root, "completed");
      assertThat(scan.get("name").getAsString()).isEqualTo("Libraries.list");
      assertThat(scan.get("files_total").getAsLong()).isEqualTo(FILES);
      assertThat(scan.get("files_scanned").getAsLong()).isEqualTo(FILES);
      noTrouble(server);
    }
  }

  @Test
  void documentsThatAreIndexedAreProgress(@TempDir Path folder) {
    Path root = IndexServer.tree(folder, 100);
    try (IndexServer server = IndexServer.start(Jdks.require(17), "scan.stall-timeout=3s")) {
      server.sync();
      server.tell("slow-lucene", root);
      assertThat(server.result("slow-lucene")).startsWith("100 ");
      JsonObject scan = server.scanUntil(root, "completed");
      assertThat(scan.get("files_scanned").getAsInt()).isEqualTo(100);
      assertThat(server.scrape().sum("mcp_scan_stalls_total")).isZero();
      assertThat(server.probe("files.lucene")).contains("\"status\":\"active\"");
      noTrouble(server);
    }
  }

  private static void monotonic(String style, List<JsonObject> seen) {
    long scanned = 0;
    long total = 0;
    for (JsonObject scan : seen) {
      if (!scan.get("state").getAsString().equals("completed")) {
        assertThat(scan.get("files_scanned").getAsLong()).as(style).isGreaterThanOrEqualTo(scanned);
        assertThat(scan.get("files_total").getAsLong()).as(style).isGreaterThanOrEqualTo(total);
        scanned = scan.get("files_scanned").getAsLong();
        total = scan.get("files_total").getAsLong();
      }
    }
  }

  private static void noTrouble(IndexServer server) {
    assertThat(server.scrape().sum("mcp_monitor_hook_failures_total")).isZero();
    assertThat(server.scrape().sum("mcp_monitor_consumer_failures_total")).isZero();
    assertThat(server.jvm.agentLines()).noneMatch(line -> line.contains("warning"));
    for (String id : List.of("files", "files.work")) {
      assertThat(server.probe(id)).contains("\"missing\":[]").contains("\"status\":\"active\"");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aPipeThatNobodyWritesToStallsTheScan(Jdk jdk, @TempDir Path folder) throws Exception {
    Path root = IndexServer.tree(folder, 200);
    Path pipe = root.resolve("a0").resolve("b1").resolve("150-pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    try (IndexServer server = IndexServer.start(jdk, "scan.stall-timeout=3s")) {
      server.sync();
      server.tell("everything", root);
      JsonObject scan = server.scanUntil(root, "stalled");
      assertThat(scan.get("state").getAsString()).isEqualTo("stalled");
      assertThat(scan.get("name").getAsString()).isEqualTo("Troubles.everything");
      assertThat(scan.get("file_in_hand").getAsString()).isEqualTo(pipe.toString());
      assertThat(scan.get("threads").toString())
          .contains("\"indexer\"")
          .contains("com.example.index.Troubles.everything");
      assertThat(scan.get("files_scanned").getAsInt()).isBetween(100, 200);
      assertThat(scan.get("files_total").getAsInt()).isEqualTo(201);
      assertThat(server.health().status()).isEqualTo(503);
      JsonObject check = server.health().json().getAsJsonObject("checks").getAsJsonObject("sync");
      assertThat(check.get("status").getAsString()).isEqualTo("fail");
      assertThat(server.scrape().sum("mcp_scan_stalls_total", "scan", "Troubles.everything"))
          .isEqualTo(1);

      Files.writeString(pipe, "at last");
      assertThat(server.result("everything")).startsWith("201 ");
      scan = server.scanUntil(root, "completed");
      assertThat(scan.get("files_scanned").getAsInt()).isEqualTo(201);
      assertThat(server.scrape().sum("mcp_scan_recoveries_total")).isEqualTo(1);
      assertThat(server.health().status()).isEqualTo(200);
      noTrouble(server);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aDeadlockStallsTheScan(Jdk jdk, @TempDir Path folder) {
    Path root = IndexServer.tree(folder, 200);
    try (IndexServer server = IndexServer.start(jdk, "scan.stall-timeout=3s")) {
      server.sync();
      server.tell("deadlock", root);
      JsonObject scan = server.scanUntil(root, "stalled");
      assertThat(scan.get("state").getAsString()).isEqualTo("stalled");
      assertThat(scan.get("files_scanned").getAsInt()).isEqualTo(101);
      assertThat(scan.get("threads").toString()).contains("BLOCKED").contains("Troubles.lock");
      noTrouble(server);
    }
  }

  @Test
  void whatDoesNotInterestIsNoStall(@TempDir Path folder) {
    Path root = IndexServer.tree(folder, 200);
    try (IndexServer server = IndexServer.start(Jdks.require(25), "scan.stall-timeout=3s")) {
      server.sync();
      server.tell("some", root);
      assertThat(server.result("some")).startsWith("20 ");
      JsonObject scan = server.scanUntil(root, "completed");
      assertThat(scan.get("state").getAsString()).isEqualTo("completed");
      assertThat(scan.get("files_scanned").getAsInt()).isEqualTo(20);
      assertThat(scan.get("files_total").getAsInt()).isEqualTo(200);
      assertThat(server.scrape().sum("mcp_scan_stalls_total")).isZero();
    }
  }

  @Test
  void linksThatGoRoundAndFoldersThatAreGone(@TempDir Path folder) throws IOException {
    Path root = IndexServer.tree(folder.resolve("tree"), 100);
    Files.createSymbolicLink(root.resolve("a0").resolve("again"), root);
    try (IndexServer server = IndexServer.start(Jdks.require(25))) {
      server.sync();
      server.tell("links", root);
      assertThat(server.result("links")).startsWith("100 ");
      JsonObject scan = server.scanUntil(root, "completed");
      assertThat(scan.get("files_scanned").getAsInt()).isEqualTo(100);
      assertThat(scan.get("files_total").getAsInt()).isEqualTo(100);
      assertThat(scan.get("last_error").getAsString()).contains("FileSystemLoopException");

      delete(root);
      server.tell("collect", root);
      assertThat(server.result("collect")).contains("NoSuchFileException");
      scan = server.scanUntil(root, "failed");
      assertThat(scan.get("state").getAsString()).isEqualTo("failed");
      assertThat(scan.get("last_error").getAsString()).contains("NoSuchFileException");
      JsonObject check = server.health().json().getAsJsonObject("checks").getAsJsonObject("sync");
      assertThat(check.get("status").getAsString()).isEqualTo("warn");
      noTrouble(server);
    }
  }

  @Test
  void whatMayNotBeReadIsAnError(@TempDir Path folder) throws IOException {
    Path root = IndexServer.tree(folder, 200);
    Path file = root.resolve("a0").resolve("b0").resolve("7.txt");
    Path closed = root.resolve("a0").resolve("b1");
    for (Path secret : List.of(file, closed)) {
      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("---------"));
    }
    try (IndexServer server =
        Files.isReadable(file)
            ? IndexServer.startWithoutPrivileges(Jdks.require(25))
            : IndexServer.start(Jdks.require(25))) {
      server.sync();
      server.tell("tolerant", root);
      assertThat(server.result("tolerant")).startsWith("99 ");
      JsonObject scan = server.scanUntil(root, "completed");
      assertThat(scan.get("files_total").getAsInt()).isEqualTo(100);
      assertThat(scan.get("files_scanned").getAsInt()).isEqualTo(100);
      assertThat(scan.get("errors").getAsInt()).isEqualTo(2);
      assertThat(scan.get("last_error").getAsString()).contains("AccessDeniedException");
      noTrouble(server);
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void stdoutIsTheSameByteForByte(Jdk jdk, @TempDir Path folder) {
    Path root = IndexServer.tree(folder, 200);
    assertThat(stdout(jdk, root, true)).isEqualTo(stdout(jdk, root, false));
  }

  private static byte[] stdout(Jdk jdk, Path root, boolean agent) {
    try (AgentJvm jvm = AgentJvm.on(jdk).jar(Apps.jar("index-server")).agent(agent).start()) {
      for (String style : STYLES.subList(0, 10)) {
        jvm.writeLine(style + " " + root);
        assertThat(jvm.awaitStdout(0, line -> line.startsWith("done " + style), AgentJvm.PATIENCE))
            .as(jvm.story())
            .isPresent();
      }
      return jvm.stdoutBytes();
    }
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      for (Path path : walk.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }
}
