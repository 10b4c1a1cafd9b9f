package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Folders are watched in the ways people do it, until the watcher dies. */
class WatchersIT {
  private static final String[] QUICK = {"scan.stall-timeout=3s", "health.check-interval=1s"};

  @TempDir Path folder;

  private static JsonObject until(IndexServer server, String name, Predicate<JsonObject> fits) {
    return Wait.until(
            () -> server.watchers(name),
            found -> !found.isEmpty() && fits.test(found.get(0)),
            AgentJvm.PATIENCE)
        .get(0);
  }

  private void write(String name) {
    try {
      Files.writeString(folder.resolve(name), "x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isAlive(JsonObject watcher) {
    return watcher.get("alive").getAsBoolean();
  }

  private void watches(IndexServer server, String style, String name) {
    server.sync();
    server.tell(style, folder);
    JsonObject watcher = until(server, name, WatchersIT::isAlive);
    assertThat(watcher.get("events").getAsLong()).isZero();
    assertThat(server.health().status()).isEqualTo(200);
    Wait.until( // the first look of one that compares is its picture of the folder
        () -> {
          write(System.nanoTime() + ".txt");
          return server.watchers(name).get(0).get("events").getAsLong();
        },
        events -> events > 0,
        AgentJvm.PATIENCE);
    watcher = until(server, name, WatchersIT::isAlive);
    assertThat(watcher.get("seconds_since_event").getAsDouble()).isBetween(0.0, 60.0);
    assertThat(server.scrape().sum("mcp_watcher_alive")).isEqualTo(1);
    JsonObject health = server.health().json();
    assertThat(health.getAsJsonObject("watcher").get("alive").getAsBoolean()).isTrue();
    assertThat(health.getAsJsonObject("watcher").get("count").getAsInt()).isEqualTo(1);
  }

  private static void isDead(IndexServer server, String name, String reason) {
    JsonObject watcher = until(server, name, found -> !isAlive(found));
    assertThat(watcher.get("reason").getAsString()).isEqualTo(reason);
    Wait.until(server::alerts, alerts -> !alerts.isEmpty(), AgentJvm.PATIENCE);
    assertThat(server.alerts())
        .containsExactly("watcher_dead " + watcher.get("name").getAsString());
    assertThat(server.health().status()).isEqualTo(503);
    JsonObject check = server.health().json().getAsJsonObject("checks").getAsJsonObject("watcher");
    assertThat(check.get("status").getAsString()).isEqualTo("fail");
    assertThat(server.scrape().sum("mcp_watcher_alive")).isZero();
    assertThat(server.scrape().sum("mcp_alerts_active", "severity", "critical")).isEqualTo(1);
    assertThat(server.jvm.agentLines())
        .anyMatch(line -> line.contains("alert (critical) watcher_dead") && line.contains(reason));
    assertThat(server.scrape().sum("mcp_monitor_hook_failures_total")).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "17, watch-service, Watching.of, its thread notes-watcher has ended",
    "25, watch-service, Watching.of, its thread notes-watcher has ended",
    "17, watch-polls, Watching.of, its thread poller takes its events no more",
    "17, watch-commons, Watching.commons, its thread has died of java.lang.IllegalStateException",
    "17, watch-devtools, FileSystemWatcher,"
        + " its thread has died of java.lang.IllegalStateException",
  })
  void aWatcherThatDiesIsToldOf(int java, String style, String name, String reason) {
    try (IndexServer server = IndexServer.start(Jdks.require(java), QUICK)) {
      watches(server, style, name);
      write("poison");
      isDead(server, name, reason);
    }
  }

  @Test
  void theOldMonitorOfCommonsIoToo() {
    try (IndexServer server = IndexServer.startOld(Jdks.require(17), QUICK)) {
      watches(server, "watch-commons", "Watching.commons");
      write("poison");
      isDead(server, "Watching.commons", "its thread has died of java.lang.IllegalStateException");
    }
  }

  @Test
  void oneThatIsClosedWhileTheServerLivesIsDeadUntilItIsReplaced() {
    Jdk jdk = Jdks.require(25);
    try (IndexServer server = IndexServer.start(jdk, QUICK)) {
      watches(server, "watch-methvin", "Watching.methvin");
      server.tell("unwatch", folder);
      isDead(server, "Watching.methvin", "it was closed");
      server.tell("watch-methvin", folder);
      Wait.until(server::alerts, List::isEmpty, AgentJvm.PATIENCE);
      assertThat(server.health().status()).isEqualTo(200);
      assertThat(server.jvm.agentLines())
          .anyMatch(line -> line.endsWith("alert resolved: watcher_dead Watching.methvin"));
    }
  }

  @Test
  void listingToSeeWhatHasChangedIsNoScan() {
    IndexServer.tree(folder, 200);
    try (IndexServer server = IndexServer.start(Jdks.require(17), QUICK)) {
      watches(server, "watch-commons", "Watching.commons");
      server.tell("collect", folder.resolve("a0"));
      JsonObject scan = server.scanUntil(folder.resolve("a0"), "completed");
      assertThat(scan.get("files_total").getAsInt()).isEqualTo(200);
      assertThat(server.sync().getAsJsonArray("scans")).hasSize(1);
    }
  }

  @Test
  void theOrderlyEndOfTheServerIsNoFault() {
    try (IndexServer server = IndexServer.start(Jdks.require(17), QUICK)) {
      watches(server, "watch-service", "Watching.of");
      server.tell("unwatch", folder);
      server.jvm.closeStdin();
      assertThat(server.jvm.awaitExit(AgentJvm.PATIENCE)).isZero();
      assertThat(server.jvm.agentLines()).noneMatch(line -> line.contains("alert"));
    }
  }
}
