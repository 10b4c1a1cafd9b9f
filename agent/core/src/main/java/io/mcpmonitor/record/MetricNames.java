package io.mcpmonitor.record;

import static io.mcpmonitor.record.MetricNames.Type.COUNTER;
import static io.mcpmonitor.record.MetricNames.Type.GAUGE;
import static io.mcpmonitor.record.MetricNames.Type.HISTOGRAM;
import static io.mcpmonitor.record.MetricNames.Type.INFO;
import static io.mcpmonitor.record.MetricNames.Type.UP_DOWN_COUNTER;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every metric of the agent: the one place for names, types, units, labels and descriptions. The
 * reference for users is rendered from it.
 */
public final class MetricNames {
  private static final String SECONDS = "s";
  private static final String BYTES = "By";
  private static final String RATIO = "1";
  private static final List<String> NO_LABELS = List.of();
  private static final List<String> OPERATION =
      List.of(
          "mcp.method.name",
          "gen_ai.tool.name",
          "gen_ai.prompt.name",
          "gen_ai.operation.name",
          "mcp.protocol.version",
          "network.transport",
          "network.protocol.name",
          "error.type",
          "rpc.response.status_code");
  private static final List<String> CLIENT_OPERATION = withServer(OPERATION);
  private static final List<String> SESSION =
      List.of("mcp.protocol.version", "network.transport", "network.protocol.name");
  private static final List<String> CLIENT_SESSION = withServer(SESSION);
  private static final List<String> POOL = List.of("jvm.memory.type", "jvm.memory.pool.name");
  private static final String AS_CLIENT = "once this process has called an MCP peer";
  private static final String SESSION_ENDED = "once a session has ended";
  private static final String SIZE_MEASURED = "where a probe measures sizes";
  private static final String HEALTH_CHECKED = "once the first health check has run";
  private static final List<String> CONNECTION_POOL = List.of("db.client.connection.pool.name");
  private static final String WITH_POOL = "with a connection pool";
  private static final List<String> SCAN = List.of("scan");
  private static final String WITH_SCAN = "with a scan of files";
  private static final String PLATFORM = "where the platform tells";

  public static final Metric SERVER_OPERATION_DURATION =
      new Metric(
          "mcp.server.operation.duration",
          HISTOGRAM,
          SECONDS,
          OPERATION,
          "Requests and notifications from their arrival to their answer");
  public static final Metric CLIENT_OPERATION_DURATION =
      new Metric(
              "mcp.client.operation.duration",
              HISTOGRAM,
              SECONDS,
              CLIENT_OPERATION,
              "Requests and notifications from sending to the answer")
          .when(AS_CLIENT);
  public static final Metric SERVER_SESSION_DURATION =
      new Metric(
              "mcp.server.session.duration",
              HISTOGRAM,
              SECONDS,
              SESSION,
              "Sessions that have ended, as seen by the server")
          .when(SESSION_ENDED);
  public static final Metric CLIENT_SESSION_DURATION =
      new Metric(
              "mcp.client.session.duration",
              HISTOGRAM,
              SECONDS,
              CLIENT_SESSION,
              "Sessions that have ended, as seen by the client")
          .when(SESSION_ENDED + "; " + AS_CLIENT);
  public static final Metric SERVER_SESSIONS_ACTIVE =
      new Metric(
          "mcp.server.sessions.active",
          UP_DOWN_COUNTER,
          "{session}",
          NO_LABELS,
          "Sessions that are open, as seen by the server");
  public static final Metric REQUESTS_IN_FLIGHT =
      new Metric(
          "mcp.requests.in_flight",
          UP_DOWN_COUNTER,
          "{request}",
          List.of("tool"),
          "Requests that have arrived and are not answered; subscriptions/listen not counted");
  public static final Metric QUEUE_SIZE =
      new Metric(
          "mcp.queue.size",
          UP_DOWN_COUNTER,
          "{request}",
          List.of("tool"),
          "Tool calls that have arrived and whose handler has not begun");
  public static final Metric QUEUE_WAIT =
      new Metric(
          "mcp.queue.wait",
          HISTOGRAM,
          SECONDS,
          List.of("tool"),
          "Tool calls from their arrival to the start of their handler");
  public static final Metric REQUEST_SIZE =
      new Metric(
              "mcp.request.size",
              HISTOGRAM,
              BYTES,
              List.of("method", "tool"),
              "Length of the requests received")
          .when(SIZE_MEASURED);
  public static final Metric RESPONSE_SIZE =
      new Metric(
              "mcp.response.size",
              HISTOGRAM,
              BYTES,
              List.of("method", "tool"),
              "Length of the answers sent")
          .when(SIZE_MEASURED);

  public static final Metric MESSAGES_MALFORMED =
      new Metric(
          "mcp.messages.malformed",
          COUNTER,
          "{message}",
          List.of("reason"),
          "Messages received that cannot be read: not_json, or JSON that is not_json_rpc");

  public static final Metric REQUESTS =
      new Metric(
              "mcp.requests",
              COUNTER,
              "{request}",
              List.of("method", "tool", "status"),
              "Requests answered; status is success or error")
          .fromDurations();
  public static final Metric ERRORS =
      new Metric(
              "mcp.errors",
              COUNTER,
              "{request}",
              List.of("method", "tool", "error_type"),
              "Requests that failed")
          .fromDurations()
          .when("once a request has failed");
  public static final Metric REQUEST_DURATION =
      new Metric(
              "mcp.request.duration",
              HISTOGRAM,
              SECONDS,
              List.of("method", "tool"),
              "Requests from their arrival to their answer")
          .fromDurations();
  public static final Metric PLUGIN_EXECUTIONS =
      new Metric(
              "mcp.plugin.executions",
              COUNTER,
              "{request}",
              List.of("plugin", "command", "status"),
              "Tool calls by the server that registered the tool (plugin) and the tool (command)")
          .fromDurations();
  public static final Metric PLUGIN_EXECUTION_DURATION =
      new Metric(
              "mcp.plugin.execution.duration",
              HISTOGRAM,
              SECONDS,
              List.of("plugin", "command", "status"),
              "Tool calls from their arrival to their answer")
          .fromDurations();

  public static final Metric POOL_COUNT =
      new Metric(
              "db.client.connection.count",
              UP_DOWN_COUNTER,
              "{connection}",
              List.of("db.client.connection.pool.name", "db.client.connection.state"),
              "Open connections; state is used or idle")
          .when(WITH_POOL);
  public static final Metric POOL_MAX =
      new Metric(
              "db.client.connection.max",
              UP_DOWN_COUNTER,
              "{connection}",
              CONNECTION_POOL,
              "The most connections that a pool may have")
          .when(WITH_POOL);
  public static final Metric POOL_IDLE_MIN =
      new Metric(
              "db.client.connection.idle.min",
              UP_DOWN_COUNTER,
              "{connection}",
              CONNECTION_POOL,
              "Idle connections that a pool keeps ready")
          .when(WITH_POOL);
  public static final Metric POOL_PENDING =
      new Metric(
              "db.client.connection.pending_requests",
              UP_DOWN_COUNTER,
              "{request}",
              CONNECTION_POOL,
              "Threads that wait for a connection")
          .when(WITH_POOL);
  public static final Metric POOL_TIMEOUTS =
      new Metric(
              "db.client.connection.timeouts",
              COUNTER,
              "{timeout}",
              CONNECTION_POOL,
              "Requests for a connection that the pool gave up")
          .when(WITH_POOL);
  public static final Metric POOL_CREATE_TIME =
      new Metric(
              "db.client.connection.create_time",
              HISTOGRAM,
              SECONDS,
              CONNECTION_POOL,
              "Time to open a connection")
          .when(WITH_POOL);
  public static final Metric POOL_WAIT_TIME =
      new Metric(
              "db.client.connection.wait_time",
              HISTOGRAM,
              SECONDS,
              CONNECTION_POOL,
              "From asking for a connection to having it")
          .when(WITH_POOL);
  public static final Metric POOL_USE_TIME =
      new Metric(
              "db.client.connection.use_time",
              HISTOGRAM,
              SECONDS,
              CONNECTION_POOL,
              "From having a connection to its return")
          .when(WITH_POOL);
  public static final Metric POOL_UTILIZATION =
      new Metric(
              "mcp.pool.utilization",
              GAUGE,
              RATIO,
              List.of("pool"),
              "Borrowed share of the connections that a pool may have")
          .when(WITH_POOL);
  public static final Metric POOL_LEAKED =
      new Metric(
              "mcp.pool.leaked_connections",
              UP_DOWN_COUNTER,
              "{connection}",
              List.of("pool"),
              "Connections borrowed for longer than health.pool.leak-threshold")
          .when(WITH_POOL);
  public static final Metric POOL_HELD =
      new Metric(
              "mcp.pool.held_connections",
              UP_DOWN_COUNTER,
              "{connection}",
              List.of("pool", "tool"),
              "Connections borrowed, by the tool whose calls hold them")
          .when(WITH_POOL);
  public static final Metric POOL_WAITING =
      new Metric(
              "mcp.pool.waiting_requests",
              UP_DOWN_COUNTER,
              "{request}",
              List.of("pool", "tool"),
              "Threads that wait for a connection, by the tool whose call they serve")
          .when(WITH_POOL);
  public static final Metric DATABASE_LATENCY =
      new Metric(
              "mcp.database.latency_ms",
              GAUGE,
              "",
              List.of("pool"),
              "How long the database of a pool took to answer, in milliseconds")
          .when(WITH_POOL);
  public static final Metric FILES_SCANNED =
      new Metric("mcp.files.scanned", COUNTER, "{file}", SCAN, "Files opened by scans of files")
          .when(WITH_SCAN);
  public static final Metric FILES_TOTAL =
      new Metric(
              "mcp.files.total",
              GAUGE,
              "{file}",
              SCAN,
              "Files that the latest run of a scan has found so far")
          .when(WITH_SCAN);
  public static final Metric SCAN_BYTES =
      new Metric("mcp.scan", COUNTER, BYTES, SCAN, "Bytes read from files by scans")
          .when(WITH_SCAN);
  public static final Metric SCAN_DURATION =
      new Metric(
              "mcp.scan.duration",
              HISTOGRAM,
              SECONDS,
              SCAN,
              "Scans from their begin to the last file")
          .when("once a scan has ended");
  public static final Metric SCAN_START_TIME =
      new Metric(
              "mcp.scan.start_time",
              GAUGE,
              "",
              SCAN,
              "When the latest run of a scan began, in seconds since 1970")
          .when(WITH_SCAN);
  public static final Metric SCAN_STATE =
      new Metric(
              "mcp.scan.state",
              GAUGE,
              "",
              SCAN,
              "The latest run of a scan: 1 initializing, 2 scanning, 3 completed, 4 stalled,"
                  + " 5 recovering, 6 failed")
          .when(WITH_SCAN);
  public static final Metric SCAN_STALLS =
      new Metric("mcp.scan.stalls", COUNTER, "{stall}", SCAN, "How often scans stopped getting on")
          .when(WITH_SCAN);
  public static final Metric SCAN_RECOVERIES =
      new Metric(
              "mcp.scan.recoveries", COUNTER, "{recovery}", SCAN, "Stalled scans that got on again")
          .when(WITH_SCAN);
  public static final Metric SCAN_RECOVERY_ATTEMPTS =
      new Metric(
              "mcp.scan.recovery.attempts",
              COUNTER,
              "{attempt}",
              SCAN,
              "Calls of the recovery method for stalled scans")
          .when(WITH_SCAN);
  public static final Metric WATCHER_ALIVE =
      new Metric(
              "mcp.watcher.alive",
              GAUGE,
              "",
              List.of("watcher"),
              "1 while somebody takes the events of a watcher of folders, else 0")
          .when("with a watcher of folders");
  public static final Metric DATABASE_DURATION =
      new Metric(
              "db.client.operation.duration",
              HISTOGRAM,
              SECONDS,
              List.of(
                  "db.system.name",
                  "db.namespace",
                  "server.address",
                  "server.port",
                  "db.operation.name",
                  "db.collection.name",
                  "error.type",
                  "db.response.status_code"),
              "Statements, batches, commits and rollbacks")
          .when("once a database was asked");
  public static final Metric TOOL_STATEMENTS =
      new Metric(
              "mcp.tool.database.statements",
              COUNTER,
              "{statement}",
              List.of("tool"),
              "Statements executed for calls of a tool")
          .when("once a tool has asked a database");
  public static final Metric TOOL_DATABASE_TIME =
      new Metric(
              "mcp.tool.database.time",
              COUNTER,
              SECONDS,
              List.of("tool"),
              "Time that calls of a tool waited for databases")
          .when("once a tool has asked a database");
  public static final Metric TOOL_ROWS =
      new Metric(
              "mcp.tool.database.rows",
              COUNTER,
              "{row}",
              List.of("tool", "rows"),
              "Rows that calls of a tool changed or got, as far as drivers tell; rows is changed or"
                  + " returned")
          .when("once a tool has asked a database");
  public static final Metric TOOL_REPEATS =
      new Metric(
              "mcp.tool.database.repeats",
              COUNTER,
              "{call}",
              List.of("tool"),
              "Calls that executed one statement more often than health.database.repeats (N+1)")
          .when("once a tool has asked a database");

  public static final Metric HEALTH_STATUS =
      new Metric(
              "mcp.health.status", GAUGE, RATIO, NO_LABELS, "1 healthy, 0.5 degraded, 0 unhealthy")
          .when(HEALTH_CHECKED);
  public static final Metric HEALTH_SCORE =
      new Metric("mcp.health.score", GAUGE, RATIO, NO_LABELS, "Health from 0 to 100")
          .when(HEALTH_CHECKED);
  public static final Metric HEALTH_CHECK_STATUS =
      new Metric(
              "mcp.health.check.status",
              GAUGE,
              RATIO,
              List.of("check"),
              "1 pass, 0.5 warn, 0 fail; absent while unknown")
          .when(HEALTH_CHECKED);

  public static final Metric ALERTS_ACTIVE =
      new Metric(
              "mcp.alerts.active",
              GAUGE,
              "",
              List.of("severity"),
              "Alerts that fire, by severity (warning, critical)")
          .when(HEALTH_CHECKED + ", unless alerts.enabled is false");

  public static final Metric JVM_MEMORY_USED =
      new Metric("jvm.memory.used", UP_DOWN_COUNTER, BYTES, POOL, "Memory used");
  public static final Metric JVM_MEMORY_COMMITTED =
      new Metric("jvm.memory.committed", UP_DOWN_COUNTER, BYTES, POOL, "Memory committed");
  public static final Metric JVM_MEMORY_LIMIT =
      new Metric("jvm.memory.limit", UP_DOWN_COUNTER, BYTES, POOL, "Most memory obtainable");
  public static final Metric JVM_MEMORY_USED_AFTER_LAST_GC =
      new Metric(
          "jvm.memory.used_after_last_gc",
          UP_DOWN_COUNTER,
          BYTES,
          POOL,
          "Memory used after the last collection of the pool");
  public static final Metric JVM_GC_DURATION =
      new Metric(
              "jvm.gc.duration",
              HISTOGRAM,
              SECONDS,
              List.of("jvm.gc.name", "jvm.gc.action"),
              "Garbage collections since the first scrape")
          .when("once a collection has run after the first scrape");
  public static final Metric JVM_THREAD_COUNT =
      new Metric(
          "jvm.thread.count",
          UP_DOWN_COUNTER,
          "{thread}",
          List.of("jvm.thread.daemon"),
          "Platform threads that are alive");
  public static final Metric JVM_CLASS_LOADED =
      new Metric("jvm.class.loaded", COUNTER, "{class}", NO_LABELS, "Classes loaded since start");
  public static final Metric JVM_CLASS_UNLOADED =
      new Metric(
          "jvm.class.unloaded", COUNTER, "{class}", NO_LABELS, "Classes unloaded since start");
  public static final Metric JVM_CLASS_COUNT =
      new Metric(
          "jvm.class.count", UP_DOWN_COUNTER, "{class}", NO_LABELS, "Classes loaded at the moment");
  public static final Metric JVM_CPU_TIME =
      new Metric("jvm.cpu.time", COUNTER, SECONDS, NO_LABELS, "CPU time of the process")
          .when(PLATFORM);
  public static final Metric JVM_CPU_COUNT =
      new Metric(
          "jvm.cpu.count", UP_DOWN_COUNTER, "{cpu}", NO_LABELS, "Processors the JVM may use");
  public static final Metric JVM_CPU_RECENT_UTILIZATION =
      new Metric(
              "jvm.cpu.recent_utilization",
              GAUGE,
              RATIO,
              NO_LABELS,
              "Recent CPU use of the process, 1 for all processors")
          .when(PLATFORM);
  public static final Metric PROCESS_CPU_TIME =
      new Metric("process.cpu.time", COUNTER, SECONDS, NO_LABELS, "CPU time of the process")
          .when(PLATFORM);
  public static final Metric PROCESS_MEMORY_USAGE =
      new Metric("process.memory.usage", UP_DOWN_COUNTER, BYTES, NO_LABELS, "Resident memory (RSS)")
          .when("on Linux");
  public static final Metric PROCESS_FILE_DESCRIPTORS =
      new Metric(
              "process.unix.file_descriptor.count",
              UP_DOWN_COUNTER,
              "{file_descriptor}",
              NO_LABELS,
              "File descriptors in use")
          .when("on Unix");
  public static final Metric PROCESS_START_TIME =
      new Metric(
          "process.start_time", GAUGE, SECONDS, NO_LABELS, "When the JVM started (Unix time)");
  public static final Metric PROCESS_UPTIME =
      new Metric("process.uptime", GAUGE, SECONDS, NO_LABELS, "Since the JVM started");

  public static final Metric MONITOR_DROPPED =
      new Metric(
          "mcp.monitor.dropped_events",
          COUNTER,
          "{event}",
          List.of("reason"),
          "What a cap made the agent leave out");
  public static final Metric MONITOR_CONSUMER_FAILURES =
      new Metric(
          "mcp.monitor.consumer_failures",
          COUNTER,
          "{event}",
          NO_LABELS,
          "Events that a recorder of the agent failed on");
  public static final Metric MONITOR_HOOK_FAILURES =
      new Metric(
              "mcp.monitor.hook_failures",
              COUNTER,
              "{failure}",
              List.of("probe"),
              "Failures inside the hooks of a probe")
          .when("with at least one probe");
  public static final Metric MONITOR_EXPORT_ITEMS =
      new Metric(
              "mcp.monitor.export.items",
              COUNTER,
              "{item}",
              List.of("signal", "result"),
              "Spans, data points and log records by what became of them: exported, failed (refused"
                  + " or given up), dropped (the queue was full)")
          .when("where something is exported");
  public static final Metric MONITOR_UPTIME =
      new Metric("mcp.monitor.uptime", GAUGE, SECONDS, NO_LABELS, "Since the agent started");
  public static final Metric MONITOR_CPU =
      new Metric(
              "mcp.monitor.cpu", COUNTER, SECONDS, NO_LABELS, "CPU time of the agent's own threads")
          .when(PLATFORM);

  public static final Metric MONITOR_INJECTED_CALLS =
      new Metric(
              "mcp.monitor.injected.calls",
              COUNTER,
              "{call}",
              List.of("feature"),
              "Questions of clients that the agent has answered by its own tools and its resource"
                  + " in their MCP server (`health_status`, `sync_status`, `sync_health_check`,"
                  + " `force_rescan`). No other metric counts them")
          .when("with `inject`");

  public static final Metric TARGET_INFO =
      new Metric("target", INFO, "", List.of("service.name"), "What is monitored");

  /** Every metric, in the order of the reference. */
  public static final List<Metric> ALL =
      List.of(
          SERVER_OPERATION_DURATION,
          CLIENT_OPERATION_DURATION,
          SERVER_SESSION_DURATION,
          CLIENT_SESSION_DURATION,
          SERVER_SESSIONS_ACTIVE,
          REQUESTS,
          ERRORS,
          REQUEST_DURATION,
          PLUGIN_EXECUTIONS,
          PLUGIN_EXECUTION_DURATION,
          REQUESTS_IN_FLIGHT,
          QUEUE_SIZE,
          QUEUE_WAIT,
          REQUEST_SIZE,
          RESPONSE_SIZE,
          MESSAGES_MALFORMED,
          POOL_COUNT,
          POOL_MAX,
          POOL_IDLE_MIN,
          POOL_PENDING,
          POOL_TIMEOUTS,
          POOL_CREATE_TIME,
          POOL_WAIT_TIME,
          POOL_USE_TIME,
          POOL_UTILIZATION,
          POOL_LEAKED,
          POOL_HELD,
          POOL_WAITING,
          DATABASE_LATENCY,
          DATABASE_DURATION,
          TOOL_STATEMENTS,
          TOOL_DATABASE_TIME,
          TOOL_ROWS,
          TOOL_REPEATS,
          FILES_SCANNED,
          FILES_TOTAL,
          SCAN_BYTES,
          SCAN_DURATION,
          SCAN_START_TIME,
          SCAN_STATE,
          SCAN_STALLS,
          SCAN_RECOVERIES,
          SCAN_RECOVERY_ATTEMPTS,
          WATCHER_ALIVE,
          HEALTH_STATUS,
          HEALTH_SCORE,
          HEALTH_CHECK_STATUS,
          ALERTS_ACTIVE,
          JVM_MEMORY_USED,
          JVM_MEMORY_COMMITTED,
          JVM_MEMORY_LIMIT,
          JVM_MEMORY_USED_AFTER_LAST_GC,
          JVM_GC_DURATION,
          JVM_THREAD_COUNT,
          JVM_CLASS_LOADED,
          JVM_CLASS_UNLOADED,
          JVM_CLASS_COUNT,
          JVM_CPU_TIME,
          JVM_CPU_COUNT,
          JVM_CPU_RECENT_UTILIZATION,
          PROCESS_CPU_TIME,
          PROCESS_MEMORY_USAGE,
          PROCESS_FILE_DESCRIPTORS,
          PROCESS_START_TIME,
          PROCESS_UPTIME,
          MONITOR_DROPPED,
          MONITOR_CONSUMER_FAILURES,
          MONITOR_HOOK_FAILURES,
          MONITOR_EXPORT_ITEMS,
          MONITOR_UPTIME,
          MONITOR_CPU,
          MONITOR_INJECTED_CALLS,
          TARGET_INFO);

  private MetricNames() {}

  private static List<String> withServer(List<String> labels) {
    List<String> all = new ArrayList<>(labels);
    all.addAll(List.of("server.address", "server.port"));
    return List.copyOf(all);
  }

  /** The kinds of metric. An up-down counter is a gauge to Prometheus. */
  public enum Type {
    COUNTER,
    UP_DOWN_COUNTER,
    GAUGE,
    HISTOGRAM,
    INFO
  }

  /**
   * One metric.
   *
   * @param name the OpenTelemetry name
   * @param unit in UCUM, as OpenTelemetry wants it
   * @param labels attribute keys, some of which may be missing on a point
   * @param derived whether it is made from another metric when scraped, so that only Prometheus
   *     shows it
   * @param condition when it is there; null when always
   */
  public record Metric(
      String name,
      Type type,
      String unit,
      List<String> labels,
      String description,
      boolean derived,
      @Nullable String condition) {

    Metric(String name, Type type, String unit, List<String> labels, String description) {
      this(name, type, unit, labels, description, false, null);
    }

    /** The name that Prometheus shows, without the suffixes of a histogram's series. */
    public String prometheusName() {
      String suffix =
          switch (unit) {
            case SECONDS -> "_seconds";
            case BYTES -> "_bytes";
            default -> "";
          };
      return switch (type) {
        case COUNTER -> baseName() + suffix + "_total";
        case INFO -> baseName() + "_info";
        default -> baseName() + suffix;
      };
    }

    private String baseName() {
      return name.replace('.', '_');
    }

    private Metric fromDurations() {
      return new Metric(name, type, unit, labels, description, true, condition);
    }

    private Metric when(String condition) {
      return new Metric(name, type, unit, labels, description, derived, condition);
    }
  }
}
