package io.mcpmonitor.output.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.health.HealthEvaluator;
import io.mcpmonitor.health.SampleSnapshot;
import io.mcpmonitor.state.Level;
import io.mcpmonitor.state.Snapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The names that users of {@code /health} rely on. */
class HealthJsonTest {
  private static String json(SampleSnapshot sample) {
    return new Json().write(HealthEvaluator.evaluate(sample.build(), SampleSnapshot.limits()));
  }

  @Test
  void hasTheNamesOfTheContract() {
    SampleSnapshot sample = new SampleSnapshot();
    sample.resources = SampleSnapshot.resources(0.5, 0.123456, 0.9);
    sample.calls = List.of(SampleSnapshot.call(Side.SERVER, "tools/call", "search", 2, true));
    String expected =
        """
        {
          "status": "degraded",
          "health_score": 85,
          "timestamp": "2026-03-04T05:06:07Z",
          "service": "notes",
          "version": "1.2.3",
          "uptime_seconds": 3600.0,
          "database_status": "none",
          "checks": {
            "memory": {
              "status": "pass",
              "message": "heap 50.0 % used",
              "usage_mb": 500,
              "limit_mb": 1000,
              "percentage": 50.0
            },
            "cpu": {
              "status": "pass",
              "message": "processors 12.3 % busy with this process",
              "percentage": 12.3
            },
            "disk": {
              "status": "warn",
              "message": "file system of /data 90.0 % full",
              "free_gb": 10.0,
              "total_gb": 100.0,
              "percentage": 90.0
            },
            "mcp": {
              "status": "pass",
              "message": "requests are answered",
              "requests": 100,
              "errors": 1,
              "error_rate": 0.01,
              "in_flight": 1,
              "stuck_calls": 0,
              "malformed_messages": 0
            }
          },
          "sync": {
            "state": "idle",
            "files_scanned": 0,
            "files_total": 0,
            "bytes_processed": 0,
            "files_per_second": 0.0,
            "recovery_attempts": 0
          },
          "queue_size": 1,
          "tools": {
            "search": {
              "requests": 200,
              "errors": 5,
              "error_rate": 0.025,
              "last_used": "2026-03-04T05:06:07Z",
              "p95_ms": 12.3
            }
          },
          "system": {
            "memory_usage_percent": 50.0,
            "cpu_usage_percent": 12.3,
            "disk_usage_percent": 90.0
          },
          "metadata": {
            "environment": "test",
            "servers": [
              {
                "name": "notes-mcp",
                "version": "1.2.3"
              }
            ],
            "open_sessions": 0
          }
        }
        """;
    assertThat(json(sample)).isEqualTo(expected);
  }

  @Test
  void whatIsUnknownIsAbsent() {
    SampleSnapshot sample = new SampleSnapshot();
    sample.service = new Snapshot.Service("notes", null, null, null);
    sample.resources = new Snapshot.Resources(-1, -1, -1, "/", -1, -1);
    String text = json(sample);
    assertThat(text).doesNotContain("null");
    assertThat(
            JsonParser.parseString(text).getAsJsonObject().get("system").getAsJsonObject().keySet())
        .isEmpty();
  }

  @Test
  void showsEveryPoolAndTheBusiestOne() {
    SampleSnapshot sample = new SampleSnapshot();
    sample.databases =
        new Snapshot.Databases(
            List.of(pool("quiet", 1, Level.GOOD, true), pool("orders", 10, Level.BAD, true)),
            List.of(),
            Map.of());

    JsonObject health = JsonParser.parseString(json(sample)).getAsJsonObject();

    assertThat(health.get("status").getAsString()).isEqualTo("unhealthy");
    assertThat(health.get("database_status").getAsString()).isEqualTo("degraded");
    assertThat(health.getAsJsonObject("connection_pools").keySet())
        .containsExactly("quiet", "orders");
    JsonObject busiest = health.getAsJsonObject("connection_pool");
    assertThat(busiest.get("max_connections").getAsInt()).isEqualTo(10);
    assertThat(busiest.get("active_connections").getAsInt()).isEqualTo(10);
    assertThat(busiest.get("idle_connections").getAsInt()).isZero();
    assertThat(busiest.get("total_connections").getAsInt()).isEqualTo(10);
    assertThat(busiest.get("waiting_requests").getAsInt()).isEqualTo(3);
    assertThat(busiest.get("pool_utilization").getAsDouble()).isEqualTo(1);
    assertThat(busiest.getAsJsonObject("held_by").get("search").getAsInt()).isEqualTo(1);
    JsonObject checks = health.getAsJsonObject("checks");
    assertThat(checks.getAsJsonObject("connection_pool").get("status").getAsString())
        .isEqualTo("fail");
    assertThat(checks.getAsJsonObject("database").get("latency_ms").getAsDouble()).isEqualTo(2.5);
  }

  @Test
  void aLostDatabaseIsUnhealthyAndOneThatWasNeverAskedSaysNothing() {
    SampleSnapshot sample = new SampleSnapshot();
    sample.databases =
        new Snapshot.Databases(List.of(pool("orders", 1, Level.GOOD, null)), List.of(), Map.of());
    assertThat(json(sample)).contains("\"database_status\": \"none\"", "\"status\": \"healthy\"");
    sample.databases =
        new Snapshot.Databases(List.of(pool("orders", 1, Level.GOOD, false)), List.of(), Map.of());
    assertThat(json(sample))
        .contains("\"database_status\": \"disconnected\"", "\"status\": \"unhealthy\"");
  }

  private static Snapshot.Pool pool(String name, int active, Level load, Boolean reachable) {
    return new Snapshot.Pool(
        name,
        "hikari",
        new PoolReading(10, 10, active, 10 - active, 10, active == 10 ? 3 : 0),
        0,
        load,
        reachable,
        Level.GOOD,
        2.5,
        Map.of("search", 1),
        Map.of());
  }
}
