package io.mcpmonitor.output.http;

import io.mcpmonitor.alert.Alerts;
import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.scan.Rescan;
import io.mcpmonitor.state.Snapshot;
import io.mcpmonitor.support.AgentLog;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The agent's own endpoint: {@code /health}, {@code /metrics} and the rest, from snapshots. */
public final class MonitorEndpoint implements AutoCloseable {
  private final AgentConfig config;
  private final Parts parts;
  private final Access access;
  private final HttpServer server;

  /**
   * What is shown, and the only command there is.
   *
   * @param snapshots gives the picture of this moment; called on one thread; must not block
   * @param scrape answers {@code /metrics}
   * @param alerts what fires, and what did
   * @param rescan the command to scan anew
   * @param secret what a command needs where there is no {@code http.token}; null: there is none
   */
  public record Parts(
      Supplier<Snapshot> snapshots,
      Scrape scrape,
      Supplier<Alerts.Report> alerts,
      Rescan rescan,
      @Nullable String secret) {

    /** Hides the secret. */
    @Override
    public String toString() {
      return "Parts";
    }
  }

  /**
   * Binds {@code http.port} or, when it is taken, the next free one, and begins to answer. Says on
   * stderr where it is when that is not where it was asked to be, and when strangers may read it.
   *
   * @param config the settings; {@code http} and {@code health} are used, all are shown
   * @throws IOException when the host is unknown or none of a hundred ports is free; the message
   *     names both
   */
  public MonitorEndpoint(AgentConfig config, Parts parts) throws IOException {
    this(config, parts, ServerLimits.DEFAULT);
  }

  MonitorEndpoint(AgentConfig config, Parts parts, ServerLimits limits) throws IOException {
    this.config = config;
    this.parts = parts;
    AgentConfig.Http http = config.http();
    access = new Access(http);
    try {
      server = new HttpServer(http.host(), http.port(), limits, new Requests());
    } catch (IOException e) {
      throw new IOException(
          "the endpoint cannot listen on http.host " + http.host() + ", http.port " + http.port(),
          e);
    }
    if (server.port() != http.port()) {
      String taken = http.port() == 0 ? "" : "port " + http.port() + " is taken; ";
      AgentLog.info(taken + "the endpoint is at " + url());
    }
    if (access.isOpenToStrangers()) {
      AgentLog.warn("whoever reaches " + url() + " can read it: set http.token or http.host");
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Where it is, for people on this machine: the bound host is named, a wildcard as localhost. */
  public String url() {
    String host = config.http().host();
    boolean wildcard = host.equals("0.0.0.0") || host.equals("::");
    String name = wildcard ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return "http://" + name + ":" + port();
  }

  /** Frees the port and ends the threads; waits up to two seconds. */
  @Override
  public void close() {
    server.stop();
  }

  /** Runs on the handler thread. A class, as a lambda would cost more at the start. */
  private final class Requests implements Function<HttpRequest, HttpAnswer> {
    private @Nullable Routes routes; // and Gson with them: made when first asked for

    @Override
    public HttpAnswer apply(HttpRequest request) {
      HttpAnswer refusal = access.refusal(request);
      if (refusal != null) {
        return refusal;
      }
      Routes known = routes;
      if (known == null) {
        known = new Routes(config, parts);
        routes = known;
      }
      return known.answer(request);
    }
  }
}
