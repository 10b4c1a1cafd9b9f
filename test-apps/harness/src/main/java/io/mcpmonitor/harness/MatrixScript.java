package io.mcpmonitor.harness;

import java.util.Map;

/** What is done to the server of {@code sdk-matrix}: every kind of call, every kind of failure. */
public final class MatrixScript {
  private MatrixScript() {}

  /**
   * Everything that a client may ask for, and what goes wrong.
   *
   * @param concurrent also from several threads (old stdio transports do not stand it)
   * @param throwing also the tool that throws (a connection may break on it, see {@code Cell})
   */
  public static void run(SdkDriver driver, boolean concurrent, boolean throwing) {
    driver.initialize();
    driver.client().ping();
    driver.client().listTools();
    driver.client().listPrompts();
    driver.client().listResources();
    driver.client().listResourceTemplates();
    driver.text("echo", Map.of("text", "hello"));
    driver.text("add", Map.of("a", 2, "b", 40));
    driver.text("fail", Map.of());
    if (throwing) {
      driver.expectError("throw", Map.of());
    }
    driver.text("slow", Map.of("ms", 30));
    driver.text("notify", Map.of());
    driver.text("ask_client", Map.of());
    driver.expectError("no_such_tool", Map.of());
    driver.raw("no/such/method", Map.of());
    driver.raw("prompts/get", Map.of("name", "greeting", "arguments", Map.of("name", "Ada")));
    driver.raw("prompts/get", Map.of("name", "no_such_prompt", "arguments", Map.of()));
    driver.raw("resources/read", Map.of("uri", "matrix://motd"));
    if (concurrent) {
      driver.concurrently(4, 5, "echo", Map.of("text", "all at once"));
    }
  }

  /** The same for a byte by byte comparison: nothing in it differs from run to run. */
  public static StdioScript stdio() {
    return StdioScript.handshake("2024-11-05")
        .request("ping", "{}")
        .request("tools/list", "{}")
        .request("prompts/list", "{}")
        .request("resources/list", "{}")
        .callTool("echo", "{\"text\":\"h\u00e9llo\"}")
        .callTool("add", "{\"a\":2,\"b\":40}")
        .callTool("fail", "{}")
        .callTool("throw", "{}")
        .callTool("slow", "{\"ms\":30}")
        .callTool("no_such_tool", "{}")
        .request("no/such/method", "{}")
        .request("prompts/get", "{\"name\":\"greeting\",\"arguments\":{\"name\":\"Ada\"}}")
        .request("resources/read", "{\"uri\":\"matrix://motd\"}")
        .request("resources/read", "{\"uri\":\"matrix://no-such-resource\"}");
  }
}
