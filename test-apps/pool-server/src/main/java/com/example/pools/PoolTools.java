package com.example.pools;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** What a client can do with the database. */
final class PoolTools {
  private static final String ANY = "{\"type\": \"object\"}";

  private final String kind;
  private final String url;
  private final int max;
  private final List<Pool.Lease> held = new ArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile Pool pool;
  private final AtomicInteger generation = new AtomicInteger();

  PoolTools(String kind, String url, int max) throws Exception {
    this.kind = kind;
    this.url = url;
    this.max = max;
    this.pool = Pools.open(kind, url, max);
  }

  List<SyncToolSpecification> all() {
    return List.of(
        tool("query", this::query),
        tool("each", this::each),
        tool("hold", this::hold),
        tool("release", this::release),
        tool("load", this::load),
        tool("numbers", this::numbers),
        tool("reopen", this::reopen));
  }

  /** Asks once, and returns the connection. */
  private String query(Map<String, Object> arguments) throws Exception {
    try (Pool.Lease lease = pool.borrow()) {
      return lease.ask(String.valueOf(arguments.getOrDefault("sql", "select 1")));
    }
  }

  /** Asks for every item by itself. */
  private String each(Map<String, Object> arguments) throws Exception {
    StringBuilder answers = new StringBuilder();
    try (Pool.Lease lease = pool.borrow()) {
      for (int i = 0; i < number(arguments, "times"); i++) {
        answers.append(lease.ask("select " + i));
      }
    }
    return answers.toString();
  }

  /** Forgets to return connections. */
  private String hold(Map<String, Object> arguments) throws Exception {
    for (int i = 0; i < number(arguments, "count"); i++) {
      Pool.Lease lease = pool.borrow();
      synchronized (held) {
        held.add(lease);
      }
    }
    return "held";
  }

  private String release(Map<String, Object> arguments) {
    synchronized (held) {
      for (Pool.Lease lease : held) {
        try {
          lease.close();
        } catch (SQLException e) {
          failures.incrementAndGet();
        }
      }
      held.clear();
    }
    return "released";
  }

  /** Asks all the time in the background; 0 threads stop it. */
  private String load(Map<String, Object> arguments) {
    int mine = generation.incrementAndGet();
    for (int i = 0; i < number(arguments, "threads"); i++) {
      Thread thread =
          new Thread(
              () -> {
                while (generation.get() == mine) {
                  try {
                    String unused = query(Map.of());
                    Thread.sleep(5);
                  } catch (Exception e) {
                    failures.incrementAndGet();
                  }
                }
              },
              "load-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    return "started";
  }

  /** What the pool says of itself. */
  private String numbers(Map<String, Object> arguments) throws Exception {
    Pool.Numbers now = pool.numbers();
    return String.format(
        "{\"max\":%d,\"active\":%d,\"idle\":%d,\"total\":%d,\"waiting\":%d}",
        now.max(), now.active(), now.idle(), now.total(), now.waiting());
  }

  private String reopen(Map<String, Object> arguments) throws Exception {
    pool.close();
    pool = Pools.open(kind, url, max);
    return "reopened";
  }

  private static int number(Map<String, Object> arguments, String name) {
    return arguments.get(name) instanceof Number number ? number.intValue() : 1;
  }

  private interface Handler {
    String call(Map<String, Object> arguments) throws Exception;
  }

  private static SyncToolSpecification tool(String name, Handler handler) {
    return new SyncToolSpecification(
        Tool.builder(name, McpJsonDefaults.getMapper(), ANY).description(name).build(),
        (exchange, request) -> {
          try {
            Map<String, Object> arguments = request.arguments();
            String answer = handler.call(arguments == null ? Map.of() : arguments);
            return CallToolResult.builder().addTextContent(answer).build();
          } catch (Exception e) {
            return CallToolResult.builder().addTextContent(e.toString()).isError(true).build();
          }
        });
  }
}
