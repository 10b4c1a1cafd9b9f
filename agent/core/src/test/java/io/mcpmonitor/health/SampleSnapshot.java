package io.mcpmonitor.health;

import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.state.ExporterStatus;
import io.mcpmonitor.state.ProbeStatus;
import io.mcpmonitor.state.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A snapshot of a healthy server, to be changed one thing at a time. */
public final class SampleSnapshot {
  public static final Instant TIME = Instant.parse("2026-03-04T05:06:07Z");
  public static final long MIB = 1024 * 1024;
  public static final long GIB = 1024 * MIB;

  public Snapshot.Service service = new Snapshot.Service("notes", "1.2.3", "test", null);
  public List<Snapshot.Server> servers = List.of(new Snapshot.Server("notes-mcp", "1.2.3"));
  public double uptimeSeconds = 3600;
  public Snapshot.Resources resources = resources(0.5, 0.1, 0.3);
  public Snapshot.Traffic traffic = new Snapshot.Traffic(1000, 5, TIME, 100, 1, 0);
  public Map<String, Snapshot.ToolStats> tools =
      Map.of("search", new Snapshot.ToolStats(200, 5, 0.0123, TIME));
  public List<Snapshot.CallInFlight> calls = List.of();
  public List<Snapshot.Session> sessions = List.of();
  public List<String> transportFailures = List.of();
  public Snapshot.Databases databases = Snapshot.Databases.NONE;
  public List<ProbeStatus> probes = List.of();
  public List<ExporterStatus> exporters = List.of();

  public Snapshot build() {
    return new Snapshot(
        TIME,
        service,
        servers,
        uptimeSeconds,
        resources,
        traffic,
        tools,
        calls,
        sessions,
        transportFailures,
        databases,
        probes,
        exporters);
  }

  /** Shares from 0 to 1 of 1000 MiB heap, all processors and 100 GiB disk. */
  public static Snapshot.Resources resources(double memory, double cpu, double disk) {
    return new Snapshot.Resources(
        (long) (memory * 1000 * MIB),
        1000 * MIB,
        cpu,
        "/data",
        (long) ((1 - disk) * 100 * GIB),
        100 * GIB);
  }

  public static Snapshot.CallInFlight call(
      Side side, String method, String tool, double ageSeconds, boolean waiting) {
    return new Snapshot.CallInFlight(
        side,
        method,
        tool,
        "7",
        "session-1",
        "some-client",
        McpTransport.STREAMABLE_HTTP,
        ageSeconds,
        waiting,
        waiting ? null : "worker-1",
        waiting ? 0 : 42);
  }

  /** Limits as they are by default. */
  public static AgentConfig.Health limits() {
    AgentConfig.Limits limits = new AgentConfig.Limits(0.80, 0.95);
    return new AgentConfig.Health(
        Duration.ofSeconds(10),
        limits,
        limits,
        limits,
        limits,
        new AgentConfig.Database(
            Duration.ofSeconds(60), false, Duration.ofMillis(100), Duration.ofSeconds(2), 2, 10));
  }
}
