package io.mcpmonitor.config;

import io.mcpmonitor.capture.CaptureLevel;
import io.mcpmonitor.support.MethodName;
import io.mcpmonitor.trace.Propagation.Format;
import io.mcpmonitor.trace.Sampling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every setting of the agent, checked and typed.
 *
 * @param enabled false: the agent does nothing at all
 * @param service how the monitored process is called
 * @param http the agent's own endpoint
 * @param otlp what is exported; null when nothing is
 * @param traces how calls are joined to traces
 * @param content what of the content of calls is kept
 * @param resourceAttributes what the user says of the process, by OpenTelemetry's names
 * @param health limits of the health report
 * @param scan how scans of files are watched
 * @param inject what the MCP servers of the process get
 * @param alerts whether alert rules are looked at
 * @param probes switches by probe id; a probe without an entry is on
 * @param origins every effective setting with where it came from, secrets masked, in key order
 * @param problems user mistakes, one line each; empty when all is well
 */
public record AgentConfig(
    boolean enabled,
    Service service,
    Http http,
    @Nullable OtlpConfig otlp,
    Traces traces,
    Content content,
    Map<String, String> resourceAttributes,
    Health health,
    Scan scan,
    Inject inject,
    boolean alerts,
    Map<String, Boolean> probes,
    List<Origin> origins,
    List<String> problems) {

  /** Whether the probe with this id may run. */
  public boolean probeEnabled(String id) {
    return probes.getOrDefault(id, true);
  }

  /** What switched the endpoint off and where that was said, if it is off. */
  public String whyNoEndpoint() {
    for (Origin setting : origins) {
      if (setting.key().equals(Settings.HTTP_ENABLED.key())) {
        return setting.key() + " is " + setting.value() + " (" + setting.origin() + ")";
      }
    }
    return Settings.HTTP_ENABLED.key();
  }

  /** How the monitored process is called; null where the MCP server's own words are used. */
  public record Service(
      @Nullable String name,
      @Nullable String version,
      @Nullable String environment,
      @Nullable String region) {}

  /**
   * The agent's own endpoint.
   *
   * @param host address to bind
   * @param port first port to try; 0 lets the system choose
   * @param token what a client must send as bearer token; null lets everybody in
   * @param allowedHosts values of the Host header that are let in beside the loopback names
   */
  public record Http(
      boolean enabled, String host, int port, @Nullable String token, List<String> allowedHosts) {

    /** Hides the token. */
    @Override
    public String toString() {
      return "Http[" + enabled + ", " + host + ":" + port + "]";
    }
  }

  /**
   * How calls are joined to traces.
   *
   * @param own whether they are to traces of ours
   * @param joined whether they are to traces of another agent, where there is one
   * @param sampling which traces are recorded
   * @param propagators how traces travel between processes
   */
  public record Traces(boolean own, boolean joined, Sampling sampling, List<Format> propagators) {}

  /**
   * What of the content of calls is kept.
   *
   * @param redact further words that make a key's value a secret
   * @param maxLength the most characters of one text
   */
  public record Content(CaptureLevel level, List<String> redact, int maxLength) {}

  /**
   * Limits of the health report.
   *
   * @param checkInterval how often background checks look
   * @param pool borrowed share of a connection pool
   */
  public record Health(
      Duration checkInterval,
      Limits memory,
      Limits cpu,
      Limits disk,
      Limits pool,
      Database database) {}

  /**
   * How databases and their connection pools are judged.
   *
   * @param leakThreshold a connection that is borrowed for longer counts as leaked
   * @param leakStacks whether to note who borrows a connection
   * @param slow a database that takes longer to answer is degraded
   * @param timeout a database that takes longer does not answer
   * @param looks so many looks in a row must agree before a status changes
   * @param repeats the same statement more often than this in one call is an N+1 pattern
   */
  public record Database(
      Duration leakThreshold,
      boolean leakStacks,
      Duration slow,
      Duration timeout,
      int looks,
      int repeats) {}

  /**
   * How scans of files are watched.
   *
   * @param checkInterval how often they are looked at, at least
   * @param stallTimeout a scan that does not get on for longer is stalled
   * @param maxRecoveryAttempts how often the recovery method is called for a stalled scan
   * @param methods those of the application that scan
   * @param itemMethods those of the application that work on one item
   * @param recoveryMethod the one of the application that begins anew; null when none is named
   */
  public record Scan(
      Duration checkInterval,
      Duration stallTimeout,
      int maxRecoveryAttempts,
      List<MethodName> methods,
      List<MethodName> itemMethods,
      @Nullable MethodName recoveryMethod) {
    /** Between two looks. */
    public Duration betweenLooks() {
      Duration fifth = stallTimeout.dividedBy(5);
      Duration most = checkInterval.compareTo(fifth) < 0 ? checkInterval : fifth;
      return most.compareTo(Duration.ofSeconds(1)) < 0 ? most : Duration.ofSeconds(1);
    }
  }

  /**
   * What the MCP servers of the process get.
   *
   * @param healthResource a resource with the health report
   * @param syncTools tools that tell of scans and watchers
   */
  public record Inject(boolean healthResource, boolean syncTools) {
    /** Whether they get anything. */
    public boolean anything() {
      return healthResource || syncTools;
    }
  }

  /** Shares from 0 to 1. */
  public record Limits(double degraded, double unhealthy) {}

  /**
   * One effective setting.
   *
   * @param key without the prefix, for example {@code http.port}
   * @param value as text; a secret is masked
   * @param origin for example {@code agent argument}, {@code environment MCP_MONITOR_HTTP_PORT},
   *     {@code default}
   */
  public record Origin(String key, String value, String origin) {}
}
