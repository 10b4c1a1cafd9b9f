package io.mcpmonitor.state;

import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
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
    List<ProbeStatus> probes,
    List<ExporterStatus> exporters) {

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
}
