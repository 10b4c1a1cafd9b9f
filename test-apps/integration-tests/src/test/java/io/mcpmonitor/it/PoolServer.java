package io.mcpmonitor.it;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mcpmonitor.harness.AgentCommand;
import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.JvmBuilder;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.Wait;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** The sample server with pools of some or all kinds, under the agent, and its client. */
final class PoolServer implements AutoCloseable {
  static final List<String> KINDS =
      List.of("hikari", "tomcat", "dbcp2", "c3p0", "agroal", "vibur", "druid", "ucp");

  /** All for PostgreSQL: the last one knows no other of our databases, and no JDBC. */
  static final List<String> POSTGRES_KINDS =
      List.of("hikari", "tomcat", "dbcp2", "c3p0", "agroal", "vibur", "druid", "ucp", "r2dbc");

  /** These cannot be given a name, or do not tell it. */
  private static final Set<String> NAMELESS = Set.of("dbcp2", "agroal", "r2dbc");

  final AgentJvm jvm;
  final SdkDriver driver;

  private PoolServer(AgentJvm jvm) {
    this.jvm = jvm;
    this.driver = SdkDriver.streamable(jvm.serverUrl()).initialize();
  }

  static PoolServer start(
      Jdk jdk, List<String> kinds, boolean old, String url, int max, String... agentOptions) {
    return new PoolServer(server(jdk, kinds, old, url, max).withAgent(agentOptions).start());
  }

  /** Without the agent, which comes later. */
  static PoolServer startAlone(Jdk jdk, List<String> kinds, String url, int max) {
    return new PoolServer(server(jdk, kinds, false, url, max).start());
  }

  private static JvmBuilder server(Jdk jdk, List<String> kinds, boolean old, String url, int max) {
    return AgentJvm.on(jdk)
        .main(classPath(old), "com.example.pools.PoolServer")
        .args(String.join(",", kinds), url, String.valueOf(max));
  }

  /** What the agent calls the pool of a kind. */
  static String nameOf(String kind) {
    return NAMELESS.contains(kind) ? kind : "orders-" + kind;
  }

  /** Puts the agent into the running process. */
  void attach() {
    AgentCommand.attach(jvm);
  }

  private static String classPath(boolean old) {
    Path built = AgentJar.projectRoot().resolve("test-apps/pool-server/target");
    List<String> classPath = new ArrayList<>();
    if (old) {
      KINDS.forEach(kind -> classPath.add(built.resolve("old").resolve(kind) + "/*"));
    }
    classPath.add(built.resolve("pool-server.jar").toString());
    classPath.add(built.resolve("lib") + "/*");
    return String.join(":", classPath);
  }

  static String h2() {
    return "jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1";
  }

  /**
   * Calls a tool.
   *
   * @param arguments names and values in turn
   */
  String call(String tool, Object... arguments) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      map.put(String.valueOf(arguments[i]), arguments[i + 1]);
    }
    return driver.text(tool, map);
  }

  CompletableFuture<String> callLater(String tool, Object... arguments) {
    return CompletableFuture.supplyAsync(
        () -> call(tool, arguments), task -> new Thread(task, tool).start()); // all at once
  }

  /** What the pool says of itself. */
  JsonObject numbers(String kind) {
    return JsonParser.parseString(call("numbers", "pool", kind)).getAsJsonObject();
  }

  /** What the agent says of the pool; empty when nothing. */
  JsonObject pool(String kind) {
    return pool(health(), kind);
  }

  static JsonObject pool(JsonObject health, String kind) {
    JsonObject pools = health.getAsJsonObject("connection_pools");
    JsonObject pool = pools == null ? null : pools.getAsJsonObject(nameOf(kind));
    return pool == null ? new JsonObject() : pool;
  }

  static int number(JsonObject object, String name) {
    return object.has(name) ? object.get(name).getAsInt() : -1;
  }

  JsonObject health() {
    return JsonHttp.get(jvm.agentUrl("/health")).json();
  }

  JsonObject healthUntil(Predicate<JsonObject> fits) {
    return Wait.until(this::health, fits, AgentJvm.PATIENCE);
  }

  /** Waits until all of these pools are as wanted, and gives the health of then. */
  JsonObject poolsUntil(List<String> kinds, Predicate<JsonObject> fits) {
    return healthUntil(h -> kinds.stream().allMatch(kind -> fits.test(pool(h, kind))));
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
