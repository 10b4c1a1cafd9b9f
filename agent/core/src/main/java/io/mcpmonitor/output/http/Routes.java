package io.mcpmonitor.output.http;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.health.HealthEvaluator;
import io.mcpmonitor.health.HealthReport;
import io.mcpmonitor.health.SyncReport;
import io.mcpmonitor.state.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Every path of the endpoint. Each answer is made from one snapshot, so it takes well under a
 * millisecond and waits for nothing.
 *
 * <p>The Kubernetes probes: {@code live} says that this process runs, whatever else is wrong;
 * {@code started} that the application has begun to speak MCP, or has had {@value #START_SECONDS}
 * seconds to (a process in which the agent never sees MCP must not be restarted for ever); {@code
 * ready} that it has started and is not unhealthy.
 */
final class Routes {
  static final int START_SECONDS = 60;
  private static final int COMPRESS_FROM_BYTES = 4 * 1024;
  private static final Set<String> NEVER = Set.of("q=0", "q=0.0", "q=0.00", "q=0.000");
  private static final String ALLOW = "GET, HEAD, OPTIONS";

  private final AgentConfig config;
  private final Supplier<Snapshot> snapshots;
  private final Scrape scrape;
  private final Json json = new Json();
  private final RescanCommand rescan;
  private final Map<String, Function<HttpRequest, HttpAnswer>> routes = new LinkedHashMap<>();

  private record Word(String status) {}

  private record Calls(
      List<Snapshot.CallInFlight> inFlight,
      List<Snapshot.Session> sessions,
      List<Snapshot.Connection> connections) {}

  private record Settings(List<AgentConfig.Origin> settings, List<String> problems) {}

  private record Index(@Nullable String error, List<String> paths) {}

  Routes(AgentConfig config, MonitorEndpoint.Parts parts) {
    this.config = config;
    this.snapshots = parts.snapshots();
    this.scrape = parts.scrape();
    String token = config.http().token();
    this.rescan = new RescanCommand(parts.rescan(), token != null ? token : parts.secret(), json);
    routes.put("/", request -> index(200, null));
    routes.put("/health", request -> health());
    routes.put("/health/status", request -> health());
    routes.put("/health/live", request -> word(true, "alive", ""));
    routes.put("/health/ready", request -> word(isReady(), "ready", "not_ready"));
    routes.put("/health/started", request -> word(hasStarted(), "started", "starting"));
    routes.put("/metrics", this::metrics);
    routes.put("/calls", request -> calls());
    routes.put("/sync", request -> answer(200, SyncReport.of(snapshots.get().sync())));
    routes.put("/alerts", request -> answer(200, parts.alerts().get()));
    routes.put("/probes", request -> answer(200, snapshots.get().probes()));
    routes.put("/exporters", request -> answer(200, snapshots.get().exporters()));
    routes.put(
        "/config", request -> answer(200, new Settings(config.origins(), config.problems())));
  }

  HttpAnswer answer(HttpRequest request) {
    if (request.path().equals(RescanCommand.PATH)) {
      return rescan.answer(request);
    }
    Function<HttpRequest, HttpAnswer> route = routes.get(request.path());
    boolean options = request.method().equals("OPTIONS");
    if (options && (route != null || request.path().equals("*"))) {
      return new HttpAnswer(204, Map.of("Allow", ALLOW), new byte[0]);
    }
    if (route == null) {
      return index(404, "there is no such path");
    }
    if (!request.method().equals("GET") && !request.isHead()) {
      return HttpAnswer.error(405, "this path can only be read").with("Allow", ALLOW);
    }
    HttpAnswer answer = route.apply(request);
    return answer.headers().containsKey("Content-Encoding") ? answer : compress(request, answer);
  }

  private HttpAnswer health() {
    HealthReport report = report(snapshots.get());
    return answer(report.status() == HealthReport.Status.UNHEALTHY ? 503 : 200, report);
  }

  private HttpAnswer metrics(HttpRequest request) {
    return scrape.scrape(
        request.header("accept"), request.header("accept-encoding"), request.query());
  }

  private HttpAnswer calls() {
    Snapshot snapshot = snapshots.get();
    return answer(
        200,
        new Calls(
            snapshot.callsInFlight(), snapshot.sessions(), snapshot.databases().connections()));
  }

  private HttpAnswer index(int status, @Nullable String error) {
    List<String> paths = new ArrayList<>(routes.keySet());
    paths.add(paths.indexOf("/sync") + 1, RescanCommand.PATH);
    return answer(status, new Index(error, paths));
  }

  private HttpAnswer word(boolean yes, String whenYes, String whenNo) {
    return answer(yes ? 200 : 503, new Word(yes ? whenYes : whenNo));
  }

  private boolean isReady() {
    Snapshot snapshot = snapshots.get();
    return hasStarted(snapshot) && report(snapshot).status() != HealthReport.Status.UNHEALTHY;
  }

  private boolean hasStarted() {
    return hasStarted(snapshots.get());
  }

  private static boolean hasStarted(Snapshot snapshot) {
    return !snapshot.servers().isEmpty()
        || !snapshot.sessions().isEmpty()
        || snapshot.traffic().requests() > 0
        || snapshot.uptimeSeconds() >= START_SECONDS;
  }

  private HealthReport report(Snapshot snapshot) {
    return HealthEvaluator.evaluate(snapshot, config.health());
  }

  private HttpAnswer answer(int status, Object value) {
    return HttpAnswer.json(status, json.write(value));
  }

  private static HttpAnswer compress(HttpRequest request, HttpAnswer answer) {
    if (answer.body().length < COMPRESS_FROM_BYTES || !takesGzip(request)) {
      return answer;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(answer.body().length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return new HttpAnswer(answer.status(), answer.headers(), bytes.toByteArray())
        .with("Content-Encoding", "gzip")
        .with("Vary", "Accept-Encoding");
  }

  private static boolean takesGzip(HttpRequest request) {
    String accepted = request.header("accept-encoding");
    if (accepted == null) {
      return false;
    }
    for (String coding : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = coding.replace(" ", "").split(";", -1);
      if (parts[0].equals("gzip")) {
        return parts.length == 1 || !NEVER.contains(parts[1]);
      }
    }
    return false;
  }
}
