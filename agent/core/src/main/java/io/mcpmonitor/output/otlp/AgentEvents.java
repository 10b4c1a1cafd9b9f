package io.mcpmonitor.output.otlp;

import io.mcpmonitor.alert.Alert;
import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.McpEvent.ServerStarted;
import io.mcpmonitor.event.McpEvent.SessionClosed;
import io.mcpmonitor.event.McpEvent.SessionOpened;
import io.mcpmonitor.event.McpEvent.TransportFailed;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.ScanEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens to the server as a whole, as log records with an event name. Calls are no
 * events: they are spans and metrics.
 */
public final class AgentEvents implements Consumer<Event> {
  static final String SERVER_STARTED = "mcp.monitor.server.started";
  static final String SESSION_OPENED = "mcp.monitor.session.opened";
  static final String SESSION_CLOSED = "mcp.monitor.session.closed";
  static final String TRANSPORT_FAILED = "mcp.monitor.transport.failed";
  static final String SYNC_STALLED = "mcp.monitor.sync_stalled";
  static final String SYNC_RECOVERED = "mcp.monitor.sync_recovered";
  static final String SYNC_RECOVERING = "mcp.monitor.sync_recovering";
  static final String SYNC_NOT_RECOVERED = "mcp.monitor.sync_not_recovered";
  static final String SYNC_ENDED = "mcp.monitor.sync_ended";
  static final String HEALTH_CHANGED = "mcp.monitor.health.changed";
  static final String ALERT_FIRING = "mcp.monitor.alert.firing";
  static final String ALERT_RESOLVED = "mcp.monitor.alert.resolved";
  static final String PROBE_SWITCHED_OFF = "mcp.monitor.probe.switched_off";

  private final Logger logger;

  AgentEvents(Logger logger) {
    this.logger = logger;
  }

  @Override
  public void accept(Event event) {
    if (event instanceof ServerStarted started) {
      LogRecordBuilder record = event(SERVER_STARTED, Severity.INFO, "MCP server started");
      put(record, "mcp.monitor.server.name", started.name());
      put(record, "mcp.monitor.server.version", started.version());
      record.emit();
    } else if (event instanceof SessionOpened opened) {
      McpSession session = opened.session();
      session(SESSION_OPENED, "MCP session opened", session, session.openedNanos()).emit();
    } else if (event instanceof SessionClosed closed) {
      LogRecordBuilder record =
          session(SESSION_CLOSED, "MCP session closed", closed.session(), closed.endNanos());
      put(record, "mcp.monitor.close.reason", closed.reason().name().toLowerCase(Locale.ROOT));
      record.emit();
    } else if (event instanceof TransportFailed failed) {
      LogRecordBuilder record =
          event(TRANSPORT_FAILED, Severity.ERROR, "MCP transport dead: " + failed.message());
      put(record, "mcp.monitor.transport", failed.transport().id());
      record.emit();
    } else if (event instanceof ScanEvent scan) {
      scan(scan);
    }
  }

  private void scan(ScanEvent event) {
    LogRecordBuilder record;
    if (event instanceof ScanEvent.Stalled stalled) {
      record = event(SYNC_STALLED, Severity.ERROR, "scan stalled: " + place(stalled));
      put(record, "mcp.monitor.scan.file", stalled.fileInHand());
      put(record, "mcp.monitor.scan.files_scanned", Long.toString(stalled.filesScanned()));
      put(record, "mcp.monitor.scan.files_total", Long.toString(stalled.filesTotal()));
      put(record, "mcp.monitor.scan.threads", threads(stalled));
    } else if (event instanceof ScanEvent.Recovered recovered) {
      record = event(SYNC_RECOVERED, Severity.INFO, "scan gets on again: " + place(recovered));
    } else if (event instanceof ScanEvent.Recovering recovering) {
      String words = "recovery method is called for a stalled scan: " + recovering.method();
      record = event(SYNC_RECOVERING, Severity.WARN, words);
      put(record, "mcp.monitor.scan.attempt", Integer.toString(recovering.attempt()));
    } else if (event instanceof ScanEvent.NotRecovered lost) {
      record = event(SYNC_NOT_RECOVERED, Severity.ERROR, "scan not recovered: " + lost.why());
      put(record, "mcp.monitor.scan.attempt", Integer.toString(lost.attempt()));
    } else {
      ScanEvent.Ended ended = (ScanEvent.Ended) event;
      boolean failed = ended.error() != null;
      String words = failed ? "scan failed: " : "scan completed: ";
      record = event(SYNC_ENDED, failed ? Severity.WARN : Severity.INFO, words + place(ended));
      put(record, "mcp.monitor.scan.files_scanned", Long.toString(ended.filesScanned()));
      put(record, "mcp.monitor.scan.files_total", Long.toString(ended.filesTotal()));
      put(record, "mcp.monitor.scan.error", ended.error());
    }
    put(record, "mcp.monitor.scan", event.scan());
    record.emit();
  }

  private static String place(ScanEvent event) {
    String root = event.root();
    return root == null ? event.scan() : root;
  }

  private static String threads(ScanEvent.Stalled stalled) {
    StringBuilder text = new StringBuilder();
    for (ScanEvent.Worker worker : stalled.threads()) {
      text.append(worker.thread()).append(' ').append(worker.state()).append('\n');
      for (String frame : worker.stack()) {
        text.append("  at ").append(frame).append('\n');
      }
    }
    return text.toString();
  }

  /**
   * The health of the process changed.
   *
   * @param before null at the first report
   * @param message what is wrong
   */
  public void healthChanged(@Nullable String before, String now, String message) {
    Severity severity =
        switch (now) {
          case "healthy" -> Severity.INFO;
          case "degraded" -> Severity.WARN;
          default -> Severity.ERROR;
        };
    String words = "health is " + now + (message.isEmpty() ? "" : ": " + message);
    LogRecordBuilder record = event(HEALTH_CHANGED, severity, words);
    put(record, "mcp.monitor.health.status", now);
    put(record, "mcp.monitor.health.previous_status", before);
    record.emit();
  }

  /** An alert has begun to fire, or was resolved. */
  public void alertChanged(Alert alert) {
    boolean fires = alert.until() == null;
    boolean critical = alert.severity() == io.mcpmonitor.alert.Severity.CRITICAL;
    Severity severity = !fires ? Severity.INFO : critical ? Severity.ERROR : Severity.WARN;
    String words = alert.rule() + " " + alert.subject() + ": " + alert.message();
    LogRecordBuilder record = event(fires ? ALERT_FIRING : ALERT_RESOLVED, severity, words);
    put(record, "mcp.monitor.alert.rule", alert.rule());
    put(record, "mcp.monitor.alert.subject", alert.subject());
    put(record, "mcp.monitor.alert.severity", alert.severity().name().toLowerCase(Locale.ROOT));
    record.emit();
  }

  /** A probe failed too often. */
  public void probeSwitchedOff(String id, @Nullable String reason) {
    String words = "probe " + id + " is switched off" + (reason == null ? "" : ": " + reason);
    LogRecordBuilder record = event(PROBE_SWITCHED_OFF, Severity.ERROR, words);
    put(record, "mcp.monitor.probe.id", id);
    record.emit();
  }

  private LogRecordBuilder session(String name, String words, McpSession session, long nanos) {
    LogRecordBuilder record = event(name, Severity.INFO, words);
    record.setTimestamp(Instant.now().minusNanos(System.nanoTime() - nanos));
    put(record, "mcp.session.id", session.id());
    put(record, "mcp.protocol.version", session.wire().protocolVersion());
    put(record, "network.transport", session.wire().transport().networkTransport());
    put(record, "network.protocol.name", session.wire().transport().networkProtocol());
    put(record, "mcp.monitor.side", session.wire().side().name().toLowerCase(Locale.ROOT));
    put(record, "mcp.monitor.peer.name", session.peerName());
    put(record, "mcp.monitor.peer.version", session.peerVersion());
    return record;
  }

  private LogRecordBuilder event(String name, Severity severity, String words) {
    return logger
        .logRecordBuilder()
        .setEventName(name)
        .setTimestamp(Instant.now())
        .setSeverity(severity)
        .setSeverityText(severity.name())
        .setBody(words);
  }

  private static void put(LogRecordBuilder record, String key, @Nullable String value) {
    if (value != null) {
      record.setAttribute(AttributeKey.stringKey(key), value);
    }
  }
}
