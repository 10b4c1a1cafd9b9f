package io.mcpmonitor.state;

import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.scan.RecoveryView;
import io.mcpmonitor.scan.ScanView;
import io.mcpmonitor.scan.WatcherView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the agent knows of the monitored process at one moment. Immutable: health, alerts and every
 * output read this and nothing else.
 *
 * @param time when it was taken
 * @param service what is monitored
 * @param servers MCP servers in this process, in the order they were seen
 * @param uptimeSeconds since the JVM started
 * @param resources memory, CPU and disk
 * @param traffic totals over all calls
 * @param tools every registered tool that was called, and {@code _other}
 * @param callsInFlight calls that have begun and not ended, oldest first
 * @param sessions sessions that are open, oldest first
 * @param transportFailures what dead transports said; empty when all work
 * @param databases connection pools and what is done with them
 * @param sync scans of files and watchers of folders
 * @param probes every probe known to the agent
 * @param exporters one for each signal that is exported
 */
public record Snapshot(
    Instant time,
    Service service,
    List<Server> servers,
    double uptimeSeconds,
    Resources resources,
    Traffic traffic,
    Map<String, ToolStats> tools,
    List<CallInFlight> callsInFlight,
    List<Session> sessions,
    List<String> transportFailures,
    Databases databases,
    Sync sync,
    List<ProbeStatus> probes,
    List<ExporterStatus> exporters) {

  /**
   * Scans of files.
   *
   * @param scans the latest run of each, in the order in which they were first seen
   * @param watchers what watches folders
   * @param recovery the application's recovery method; null when none is named
   */
  public record Sync(
      List<ScanView> scans, List<WatcherView> watchers, @Nullable RecoveryView recovery) {
    public static final Sync NONE = new Sync(List.of(), List.of(), null);
  }

  /** What the monitored process is called; null where nobody said. */
  public record Service(
      String name,
      @Nullable String version,
      @Nullable String environment,
      @Nullable String region) {}

  /** An MCP server in this process. */
  public record Server(String name, @Nullable String version) {}

  /**
   * Memory, CPU and disk of the process.
   *
   * @param heapUsedBytes used heap without garbage: what the last collections left
   * @param heapMaxBytes the most the heap may grow to
   * @param cpuLoad 0 to 1 of all processors, by this process, averaged over about a minute so that
   *     a short burst does not count; negative when unknown
   * @param diskPath the working directory
   * @param diskFreeBytes usable space of its file system; negative when unknown
   * @param diskTotalBytes size of its file system; negative when unknown
   */
  public record Resources(
      long heapUsedBytes,
      long heapMaxBytes,
      double cpuLoad,
      String diskPath,
      long diskFreeBytes,
      long diskTotalBytes) {}

  /**
   * Totals of requests answered by this process.
   *
   * @param requests finished requests (notifications not counted)
   * @param errors those that failed by the MCP conventions
   * @param lastRequest when the last one ended; null before the first
   * @param recentRequests those of {@code requests} that ended in about the last five minutes
   * @param recentErrors those of {@code recentRequests} that failed
   * @param recentMalformed messages that came in the same time and could not be read
   */
  public record Traffic(
      long requests,
      long errors,
      @Nullable Instant lastRequest,
      long recentRequests,
      long recentErrors,
      long recentMalformed) {}

  /**
   * One tool.
   *
   * @param requests finished calls
   * @param errors failed calls
   * @param p95Seconds estimated from the histogram since the start
   * @param lastUsed when the last call ended
   */
  public record ToolStats(
      long requests, long errors, double p95Seconds, @Nullable Instant lastUsed) {}

  /**
   * A call that has begun and not ended.
   *
   * @param side which end this process is
   * @param session the beginning of the session's id; the whole id can be a credential
   * @param ageSeconds since it arrived
   * @param waiting whether its handler has not begun yet
   * @param threadName the thread the handler began on
   * @param tool the registered name, or {@code _other}
   */
  public record CallInFlight(
      Side side,
      String method,
      @Nullable String tool,
      @Nullable String requestId,
      @Nullable String session,
      @Nullable String client,
      McpTransport transport,
      double ageSeconds,
      boolean waiting,
      @Nullable String threadName,
      long threadId) {}

  /**
   * An open session.
   *
   * @param id the beginning of its id; the whole id can be a credential
   */
  public record Session(
      String id,
      Side side,
      McpTransport transport,
      @Nullable String protocolVersion,
      @Nullable String peerName,
      @Nullable String peerVersion,
      @Nullable String serverName,
      double ageSeconds) {}

  /**
   * What the process does with databases.
   *
   * @param pools every open connection pool
   * @param connections who waits for a connection or holds one, oldest first
   * @param tools what each tool has asked of databases
   */
  public record Databases(
      List<Pool> pools, List<Connection> connections, Map<String, DatabaseUse> tools) {
    public static final Databases NONE = new Databases(List.of(), List.of(), Map.of());
  }

  /**
   * What the calls of a tool have asked of databases.
   *
   * @param seconds how long they waited for answers
   * @param rowsChanged as far as drivers tell
   * @param rowsReturned as far as drivers tell
   * @param repeatingCalls calls that executed one statement too often (N+1)
   * @param repeatedStatement the last such statement, without its literals; null when none
   */
  public record DatabaseUse(
      long statements,
      double seconds,
      long rowsChanged,
      long rowsReturned,
      long repeatingCalls,
      @Nullable String repeatedStatement) {}

  /**
   * A connection pool.
   *
   * @param kind the library
   * @param reading what it says of itself
   * @param leaked connections that are borrowed for longer than the limit
   * @param load how much of it was borrowed at the last looks
   * @param reachable whether its database answers; null while nothing is known
   * @param answers whether it answers fast enough
   * @param latencyMs how long its last answer took; null when unknown
   * @param heldBy borrowed connections by tool; empty for work outside of tools
   * @param waitingBy waiting threads by tool
   */
  public record Pool(
      String name,
      String kind,
      PoolReading reading,
      int leaked,
      Level load,
      @Nullable Boolean reachable,
      Level answers,
      @Nullable Double latencyMs,
      Map<String, Integer> heldBy,
      Map<String, Integer> waitingBy) {}

  /**
   * A connection that somebody holds or waits for.
   *
   * @param tool the registered name, or {@code _other}; null outside of tools
   * @param waiting whether it is not there yet
   * @param ageSeconds since it was borrowed, or asked for
   * @param leaked whether it is held for longer than the limit
   * @param stack who borrowed it, innermost first; null unless asked for
   */
  public record Connection(
      String pool,
      @Nullable String tool,
      String threadName,
      long threadId,
      boolean waiting,
      double ageSeconds,
      boolean leaked,
      @Nullable List<String> stack) {}
}
