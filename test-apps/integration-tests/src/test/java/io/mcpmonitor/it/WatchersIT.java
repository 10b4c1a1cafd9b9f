package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders are watched in the ways people do it, until the watchers die. */
class WatchersIT {
  private static final String[] QUICK = {"scan.stall-timeout=3s", "health.check-interval=1s"};
  private static final String CHOKED = "its thread has died of java.lang.IllegalStateException";

  @TempDir Path folder;

  private static JsonObject until(IndexServer server, String name, Predicate<JsonObject> fits) {
    return Wait.until(
            () -> server.watchers(name),
            found -> !found.isEmpty() && fits.test(found.get(0)),
            AgentJvm.PATIENCE)
        .get(0);
  }

  private static void write(Path file) {
    try {
      Files.writeString(file, "x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isAlive(JsonObject watcher) {
    return watcher.get("alive").getAsBoolean();
  }

  /** Begins to watch a folder of its own, and sees something there. */
  private Path watches(IndexServer server, String style, String name) {
    Path own = folder.resolve(style);
    try {
      Files.createDirectories(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.sync();
    server.tell(style, own);
    until(server, name, WatchersIT::isAlive);
    long[] written = {0};
    Wait.until( // what compares sees nothing before its first look, and while there is no pause
        () -> {
          if (System.nanoTime() - written[0] > TimeUnit.SECONDS.toNanos(1)) {
            written[0] = System.nanoTime();
            write(own.resolve(written[0] + ".txt"));
          }
          return server.watchers(name).get(0).get("events").getAsLong();
        },
        events -> events > 0,
        AgentJvm.PATIENCE);
    JsonObject watcher = until(server, name, WatchersIT::isAlive);
    assertThat(watcher.get("seconds_since_event").getAsDouble()).isBetween(0.0, 60.0);
    return own;
  }

  private static void isDead(IndexServer server, String name, String reason) {
    JsonObject watcher = until(server, name, found -> !isAlive(found));
    assertThat(watcher.get("reason").getAsString()).as(name).isEqualTo(reason);
    String alert = "watcher_dead " + watcher.get("name").getAsString();
    Wait.until(server::alerts, alerts -> alerts.contains(alert), AgentJvm.PATIENCE);
    assertThat(server.alerts()).contains(alert);
    assertThat(server.jvm.agentLines())
        .anyMatch(line -> line.contains("alert (critical) " + alert) && line.contains(reason));
  }

  private static void isUnhealthy(IndexServer server, int dead) {
    assertThat(server.health().status()).isEqualTo(503);
    JsonObject health = server.health().json();
    JsonObject check = health.getAsJsonObject("checks").getAsJsonObject("watcher");
    assertThat(check.get("status").getAsString()).isEqualTo("fail");
    assertThat(health.getAsJsonObject("watcher").get("alive").getAsBoolean()).isFalse();
    assertThat(server.scrape().sum("mcp_watcher_alive")).isZero();
    Wait.until(
        () -> server.scrape().sum("mcp_alerts_active", "severity", "critical"),
        count -> count == dead,
        AgentJvm.PATIENCE);
    assertThat(server.scrape().sum("mcp_alerts_active", "severity", "critical")).isEqualTo(dead);
    assertThat(server.scrape().sum("mcp_monitor_hook_failures_total")).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void watchersThatDieAreToldOf(int java) {
    Map<String, String> styles = new LinkedHashMap<>();
    styles.put("watch-service", "Watching.of");
    styles.put("watch-commons", "Watching.commons");
    styles.put("watch-devtools", "FileSystemWatcher");
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put("Watching.of", "its thread notes-watcher has ended");
    reasons.put("Watching.commons", CHOKED);
    reasons.put("FileSystemWatcher", CHOKED);
    try (IndexServer server = IndexServer.start(Jdks.require(java), QUICK)) {
      styles.forEach((style, name) -> watches(server, style, name));
      assertThat(server.health().status()).isEqualTo(200);
      assertThat(server.scrape().sum("mcp_watcher_alive")).isEqualTo(styles.size());
      styles.keySet().forEach(style -> write(folder.resolve(style).resolve("poison")));
      reasons.forEach((name, reason) -> isDead(server, name, reason));
      isUnhealthy(server, styles.size());
    }
  }

  /** The pool swallows the exception, and its thread lives. */
  @Test
  void oneThatIsAskedNoMoreIsDead() {
    try (IndexServer server = IndexServer.startOld(Jdks.require(17), QUICK)) {
      write(watches(server, "watch-polls", "Watching.of").resolve("poison"));
      write(watches(server, "watch-commons", "Watching.commons").resolve("poison"));
      isDead(server, "Watching.of", "its thread poller takes its events no more");
      isDead(server, "Watching.commons", CHOKED);
      isUnhealthy(server, 2);
    }
  }

  @Test
  void oneThatIsClosedWhileTheServerLivesIsDeadUntilItIsReplaced() throws IOException {
    try (IndexServer server = IndexServer.start(Jdks.require(25), QUICK)) {
      Path own = watches(server, "watch-methvin", "Watching.methvin");
      server.tell("unwatch", own);
      isDead(server, "Watching.methvin", "it was closed");
      isUnhealthy(server, 1);
      server.tell("watch-methvin", own);
      Wait.until(server::alerts, List::isEmpty, AgentJvm.PATIENCE);
      assertThat(server.health().status()).isEqualTo(200);
      assertThat(server.jvm.agentLines())
          .anyMatch(line -> line.endsWith("alert resolved: watcher_dead Watching.methvin"));

      // to list what has changed is no scan, and to stop with the process is no fault
      Path tree = IndexServer.tree(folder.resolve("watch-commons"), 200);
      watches(server, "watch-commons", "Watching.commons");
      server.tell("collect", tree.resolve("a0"));
      JsonObject scan = server.scanUntil(tree.resolve("a0"), "completed");
      assertThat(scan.get("files_total").getAsInt()).isEqualTo(200);
      assertThat(server.sync().getAsJsonArray("scans")).hasSize(1);
      int lines = server.jvm.agentLines().size();
      server.tell("unwatch", own);
      server.jvm.closeStdin();
      assertThat(server.jvm.awaitExit(AgentJvm.PATIENCE)).isZero();
      assertThat(server.jvm.agentLines()).hasSize(lines);
    }
  }
}
