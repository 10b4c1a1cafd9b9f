package com.example.pools;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What a client can do with the database. */
final class PoolTools {
  private static final String ANY = "{\"type\": \"object\"}";

  private final String url;
  private final int max;
  private final String firstKind;
  private final Map<String, Pool> pools = new ConcurrentHashMap<>();
  private final Map<String, List<Pool.Lease>> held = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger generation = new AtomicInteger();

  PoolTools(List<String> kinds, String url, int max) throws Exception {
    this.url = url;
    this.max = max;
    this.firstKind = kinds.get(0);
    for (String kind : kinds) {
      pools.put(kind, Pools.open(kind, url, max));
      held.put(kind, new ArrayList<>());
    }
  }

  List<SyncToolSpecification> all() {
    return List.of(
        tool("query", this::query),
        tool("each", this::each),
        tool("work", this::work),
        tool("hold", this::hold),
        tool("release", this::release),
        tool("load", this::load),
        tool("numbers", this::numbers),
        tool("reopen", this::reopen));
  }

  /** The pool that a call names, or the first one. */
  private Pool pool(Map<String, Object> arguments) {
    return Objects.requireNonNull(pools.get(kind(arguments)), "no such pool");
  }

  private List<Pool.Lease> held(Map<String, Object> arguments) {
    return Objects.requireNonNull(held.get(kind(arguments)), "no such pool");
  }

  private String kind(Map<String, Object> arguments) {
    return String.valueOf(arguments.getOrDefault("pool", firstKind));
  }

  /** Asks once, and returns the connection. */
  private String query(Map<String, Object> arguments) throws Exception {
    try (Pool.Lease lease = pool(arguments).borrow()) {
      return lease.ask(String.valueOf(arguments.getOrDefault("sql", "select 1")));
    }
  }

  /** Asks for every item by itself. */
  private String each(Map<String, Object> arguments) throws Exception {
    StringBuilder answers = new StringBuilder();
    try (Pool.Lease lease = pool(arguments).borrow()) {
      for (int i = 0; i < number(arguments, "times"); i++) {
        answers.append(lease.ask("select " + i));
      }
    }
    return answers.toString();
  }

  /** Executes everything there is. */
  private String work(Map<String, Object> arguments) throws Exception {
    try (Pool.Lease lease = pool(arguments).borrow()) {
      return lease.work("items_" + kind(arguments));
    }
  }

  /** Forgets to return connections. */
  private String hold(Map<String, Object> arguments) throws Exception {
    List<Pool.Lease> leases = held(arguments);
    for (int i = 0; i < number(arguments, "count"); i++) {
      Pool.Lease lease = pool(arguments).borrow();
      synchronized (leases) {
        leases.add(lease);
      }
    }
    return "held";
  }

  private String release(Map<String, Object> arguments) {
    List<Pool.Lease> leases = held(arguments);
    synchronized (leases) {
      for (Pool.Lease lease : leases) {
        try {
          lease.close();
        } catch (SQLException e) {
          failures.incrementAndGet();
        }
      }
      leases.clear();
    }
    return "released";
  }

  /** Asks every pool all the time in the background; 0 threads stop it. */
  private String load(Map<String, Object> arguments) {
    int mine = generation.incrementAndGet();
    for (String kind : pools.keySet()) {
      for (int i = 0; i < number(arguments, "threads"); i++) {
        Thread thread = new Thread(() -> load(mine, kind), "load-" + kind + "-" + i);
        thread.setDaemon(true);
        thread.start();
      }
    }
    return "started";
  }

  private void load(int mine, String kind) {
    while (generation.get() == mine) {
      try {
        String unused = query(Map.of("pool", kind));
        Thread.sleep(5);
      } catch (Exception e) {
        failures.incrementAndGet();
      }
    }
  }

  /** What the pool says of itself. */
  private String numbers(Map<String, Object> arguments) throws Exception {
    Pool.Numbers now = pool(arguments).numbers();
    return String.format(
        "{\"max\":%d,\"active\":%d,\"idle\":%d,\"total\":%d,\"waiting\":%d}",
        now.max(), now.active(), now.idle(), now.total(), now.waiting());
  }

  private String reopen(Map<String, Object> arguments) throws Exception {
    String kind = kind(arguments);
    for (int i = 0; i < number(arguments, "times"); i++) {
      pool(arguments).close();
      pools.put(kind, Pools.open(kind, url, max));
      String unused = query(arguments);
    }
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
