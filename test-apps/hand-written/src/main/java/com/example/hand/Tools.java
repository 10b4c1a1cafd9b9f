package com.example.hand;

import java.util.List;
import java.util.Map;

/** What the servers can do. */
final class Tools {
  private Tools() {}

  static List<Map<String, Object>> list() {
    return List.of(
        tool("echo", "Says the text again"),
        tool("echo_virtual", "Says the text again"),
        tool("add", "Adds two numbers"),
        tool("fail", "Answers with isError"),
        tool("throw", "Throws an exception"),
        tool("slow", "Takes its time"),
        tool("notify", "Sends a log message"),
        tool("ask_client", "Asks the client for a sample"),
        tool("query", "Asks the database"));
  }

  private static Map<String, Object> tool(String name, String description) {
    return Json.of(
        "name", name, "description", description, "inputSchema", Json.of("type", "object"));
  }

  /**
   * Calls a tool.
   *
   * @throws IllegalArgumentException when there is none with this name
   */
  static Map<String, Object> call(String name, Map<String, Object> arguments) {
    return switch (name) {
      case "echo", "echo_virtual" -> text(String.valueOf(arguments.get("text")));
      case "add" -> text(Long.toString(number(arguments, "a") + number(arguments, "b")));
      case "fail" -> failed("this tool always fails");
      case "throw" -> throw new IllegalStateException("boom");
      case "slow" -> text(sleep(number(arguments, "ms")));
      case "notify" -> text("log");
      case "query" -> text(Visits.count());
      default -> throw new IllegalArgumentException("no tool " + name);
    };
  }

  static Map<String, Object> text(String text) {
    return Json.of("content", List.of(Json.of("type", "text", "text", text)), "isError", false);
  }

  static Map<String, Object> failed(String text) {
    return Json.of("content", List.of(Json.of("type", "text", "text", text)), "isError", true);
  }

  private static long number(Map<String, Object> arguments, String name) {
    return arguments.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static String sleep(long millis) {
    try {
      Thread.sleep(millis);
      return "slept";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "woken";
    }
  }

  static Map<String, Object> prompt(Map<String, Object> params) {
    if (!"greeting".equals(params.get("name"))) {
      throw new IllegalArgumentException("no prompt " + params.get("name"));
    }
    return Json.of(
        "messages",
        List.of(
            Json.of("role", "user", "content", Json.of("type", "text", "text", "Greet somebody"))));
  }

  static Map<String, Object> resource(Map<String, Object> params) {
    if (!"matrix://motd".equals(params.get("uri"))) {
      throw new IllegalArgumentException("no resource " + params.get("uri"));
    }
    return Json.of(
        "contents",
        List.of(Json.of("uri", "matrix://motd", "mimeType", "text/plain", "text", "Be kind.")));
  }
}
