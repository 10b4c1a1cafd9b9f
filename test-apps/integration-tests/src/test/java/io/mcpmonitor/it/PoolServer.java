package io.mcpmonitor.it;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.Wait;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The sample server with one kind of pool, under the agent, and its client. */
final class PoolServer implements AutoCloseable {
  static final List<String> KINDS =
      List.of("hikari", "tomcat", "dbcp2", "c3p0", "agroal", "vibur", "druid", "ucp");

  final AgentJvm jvm;
  final SdkDriver driver;

  private PoolServer(AgentJvm jvm) {
    this.jvm = jvm;
    this.driver = SdkDriver.streamable(jvm.serverUrl()).initialize();
  }

  static PoolServer start(
      Jdk jdk, String kind, boolean old, String url, int max, String... agentOptions) {
    return new PoolServer(
        AgentJvm.on(jdk)
            .main(classPath(kind, old), "com.example.pools.PoolServer")
            .args(kind, url, String.valueOf(max))
            .withAgent(agentOptions)
            .start());
  }

  /** Without the agent, which comes later. */
  static PoolServer startAlone(Jdk jdk, String kind, String url, int max) {
    return new PoolServer(
        AgentJvm.on(jdk)
            .main(classPath(kind, false), "com.example.pools.PoolServer")
            .args(kind, url, String.valueOf(max))
            .start());
  }

  /** Puts the agent into the running process. */
  void attach() {
    AgentJvm command =
        AgentJvm.on(Jdks.require(17))
            .jar(AgentJar.path())
            .args("attach", String.valueOf(jvm.pid()), "http.port=0")
            .start();
    try (command) {
      int exit = command.awaitExit(AgentJvm.PATIENCE);
      if (exit != 0) {
        throw new IllegalStateException(command.story());
      }
    }
  }

  private static String classPath(String kind, boolean old) {
    Path built = AgentJar.projectRoot().resolve("test-apps/pool-server/target");
    List<String> classPath = new ArrayList<>();
    if (old) {
      classPath.add(built.resolve("old").resolve(kind) + "/*");
    }
    classPath.add(built.resolve("pool-server.jar").toString());
    classPath.add(built.resolve("lib") + "/*");
    return String.join(":", classPath);
  }

  static String h2() {
    return "jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1";
  }

  String call(String tool, Object... arguments) {
    Map<String, Object> map =
        arguments.length == 0 ? Map.of() : Map.of(String.valueOf(arguments[0]), arguments[1]);
    return driver.text(tool, map);
  }

  CompletableFuture<String> callLater(String tool) {
    return CompletableFuture.supplyAsync(() -> call(tool));
  }

  /** What the pool says of itself. */
  JsonObject numbers() {
    return JsonParser.parseString(call("numbers")).getAsJsonObject();
  }

  JsonObject health() {
    return JsonHttp.get(jvm.agentUrl("/health")).json();
  }

  JsonObject healthUntil(Predicate<JsonObject> fits) {
    return Wait.until(this::health, fits, AgentJvm.PATIENCE);
  }

  JsonObject poolUntil(Predicate<JsonObject> fits) {
    return healthUntil(
            h -> h.has("connection_pool") && fits.test(h.getAsJsonObject("connection_pool")))
        .getAsJsonObject("connection_pool");
  }

  Scrape scrape() {
    return Scrape.of(jvm.agentUrl("/metrics"));
  }

  Scrape scrapeUntil(Predicate<Scrape> fits) {
    return Wait.until(this::scrape, fits, AgentJvm.PATIENCE);
  }

  JsonArray connections() {
    return JsonHttp.get(jvm.agentUrl("/calls")).json().getAsJsonArray("connections");
  }

  JsonObject probe(String id) {
    String body = JsonHttp.get(jvm.agentUrl("/probes")).body();
    for (JsonElement probe : JsonParser.parseString(body).getAsJsonArray()) {
      if (probe.getAsJsonObject().get("id").getAsString().equals(id)) {
        return probe.getAsJsonObject();
      }
    }
    throw new IllegalArgumentException(id);
  }

  @Override
  public void close() {
    driver.close();
    jvm.close();
  }
}
