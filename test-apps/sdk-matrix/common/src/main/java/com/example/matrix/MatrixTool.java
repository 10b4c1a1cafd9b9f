package com.example.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The tools, as name, schema and behaviour. */
public enum MatrixTool {
  ECHO(
      "Says the text again",
      "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}"),
  ADD(
      "Adds two numbers",
      "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"},\"b\":{\"type\":\"integer\"}}}"),
  FAIL("Answers with isError", "{\"type\":\"object\",\"properties\":{}}"),
  THROW("Throws an exception", "{\"type\":\"object\",\"properties\":{}}"),
  SLOW("Takes its time", "{\"type\":\"object\",\"properties\":{\"ms\":{\"type\":\"integer\"}}}"),
  NOTIFY(
      "Sends a log message and a progress notification, and names what it sent",
      "{\"type\":\"object\",\"properties\":{}}"),
  ASK_CLIENT(
      "Sends every request that a server may send, and names what it sent",
      "{\"type\":\"object\",\"properties\":{}}");

  /** What {@link #SLOW} says. */
  public static final Answer SLEPT = Answer.ok("slept");

  private final String description;
  private final String schema;

  MatrixTool(String description, String schema) {
    this.description = description;
    this.schema = schema;
  }

  public String toolName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String description() {
    return description;
  }

  /** JSON Schema of the arguments. */
  public String schema() {
    return schema;
  }

  /** How long {@link #SLOW} takes, in milliseconds. */
  public static int slowMillis(Map<String, Object> arguments) {
    return number(arguments, "ms");
  }

  public Answer call(Map<String, Object> arguments, Caller caller) {
    return switch (this) {
      case ECHO -> Answer.ok(String.valueOf(arguments.get("text")));
      case ADD -> Answer.ok("" + (number(arguments, "a") + number(arguments, "b")));
      case FAIL -> new Answer("this tool always fails", true);
      case THROW -> throw new IllegalStateException("boom");
      case SLOW -> slow(slowMillis(arguments));
      case NOTIFY -> notifications(caller);
      case ASK_CLIENT -> requests(caller);
    };
  }

  private static Answer slow(int millis) {
    try {
      Thread.sleep(millis);
      return SLEPT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer("interrupted", true);
    }
  }

  private static Answer notifications(Caller caller) {
    List<String> sent = new ArrayList<>();
    attempt(sent, "notifications/message", () -> caller.log("hello"));
    attempt(sent, "notifications/progress", () -> caller.progress("token", 1, 2));
    return Answer.ok(String.join(" ", sent));
  }

  private static Answer requests(Caller caller) {
    List<String> sent = new ArrayList<>();
    attempt(sent, "sampling/createMessage", () -> caller.sample("how are you?"));
    attempt(sent, "elicitation/create", () -> caller.elicit("your name?"));
    attempt(sent, "roots/list", caller::listRoots);
    attempt(sent, "ping", caller::ping);
    return Answer.ok(String.join(" ", sent));
  }

  private static void attempt(List<String> sent, String method, Runnable request) {
    try {
      request.run();
      sent.add(method);
    } catch (UnsupportedOperationException e) {
      // this version of the SDK has no such message
    }
  }

  private static int number(Map<String, Object> arguments, String name) {
    return arguments.get(name) instanceof Number number ? number.intValue() : 0;
  }
}
