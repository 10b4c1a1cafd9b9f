package com.example.quarkus;

import io.quarkiverse.mcp.server.McpLog;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.runtime.BlockingOperationControl;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;

/** Tools of every kind: blocking, also by annotation, reactive, on a virtual thread; some fail. */
public class Tools {
  @Tool(description = "Says the text again")
  public String echo(@ToolArg(description = "what to say") String text) {
    return text;
  }

  @Tool(description = "Adds two numbers")
  public Uni<String> add(
      @ToolArg(description = "one") int a, @ToolArg(description = "other") int b) {
    return Uni.createFrom().item(() -> "" + (a + b));
  }

  @Tool(name = "echo_virtual", description = "Says the text again on a virtual thread")
  @RunOnVirtualThread
  public String echoVirtual(@ToolArg(description = "what to say") String text) {
    return text;
  }

  /** Without the annotation a {@code Uni} is made on the event loop, which must not be blocked. */
  @Tool(name = "echo_blocking", description = "Says the text again on a worker thread")
  @Blocking
  public Uni<String> echoBlocking(@ToolArg(description = "what to say") String text) {
    if (!BlockingOperationControl.isBlockingAllowed()) {
      throw new IllegalStateException("on " + Thread.currentThread().getName());
    }
    return Uni.createFrom().item(text);
  }

  @Tool(description = "Answers with isError")
  public ToolResponse fail() {
    return ToolResponse.error("this tool always fails");
  }

  @Tool(name = "throw", description = "Throws an exception")
  public String throwing() {
    throw new IllegalStateException("boom");
  }

  @Tool(description = "Takes its time")
  public String slow(@ToolArg(description = "milliseconds") int ms) throws InterruptedException {
    Thread.sleep(ms);
    return "slept";
  }

  @Tool(name = "notify", description = "Sends a log message")
  public String notifyClient(McpLog log) {
    log.info("something happened");
    return "log";
  }
}
