package com.example.demo;

import io.mcpmonitor.harness.SdkDriver;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A client session that calls everything the server has, now and then wrongly. */
final class Visitors implements AutoCloseable {
  private static final List<String> QUERIES =
      List.of("noisy lamp", "schedule sunrise", "backup restore", "motion rule");

  private final SdkDriver driver;
  private final ExecutorService crowd = Executors.newFixedThreadPool(4);
  private int round;

  Visitors(URI mcp) {
    driver = SdkDriver.streamable(mcp).initialize();
    driver.client().listTools();
    driver.client().listPrompts();
    driver.client().listResources();
  }

  /** Rounds of calls without a pause, and a small crowd beside them. */
  void hurry(long untilNanos) throws InterruptedException {
    for (int i = 0; i < 4; i++) {
      crowd.execute(
          () -> {
            for (int n = 0; System.nanoTime() < untilNanos; n++) {
              driver.callTool("search_docs", Map.of("query", QUERIES.get(n % QUERIES.size())));
            }
          });
    }
    while (System.nanoTime() < untilNanos) {
      round();
    }
    crowd.shutdown();
    crowd.awaitTermination(30, TimeUnit.SECONDS);
  }

  /** One round, then a pause. */
  void stroll() throws InterruptedException {
    round();
    Thread.sleep(1_000);
  }

  private void round() {
    round++;
    driver.callTool("search_docs", Map.of("query", QUERIES.get(round % QUERIES.size())));
    driver.callTool("read_doc", Map.of("path", "guide/scenes.md"));
    driver.callTool(
        "ask_sql", Map.of("sql", "SELECT path, word_count FROM documents ORDER BY word_count"));
    driver.client().ping();
    if (round % 5 == 0) {
      driver.callTool("reindex", Map.of());
      driver.callTool("summarize_docs", Map.of());
      driver.callTool("ask_sql", Map.of("sql", "SELECT nonsense FROM nowhere"));
      driver.callTool("read_doc", Map.of("path", "no/such/document.md"));
      driver.expectError("no_such_tool", Map.of());
    }
  }

  @Override
  public void close() {
    crowd.shutdownNow();
    driver.close();
  }
}
