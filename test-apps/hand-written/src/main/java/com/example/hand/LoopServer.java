package com.example.hand;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One loop over the lines of stdin, one switch, a JSON parser of its own, and no library at all.
 * Whatever else prints something shall not disturb the protocol, so stdout is kept and redirected.
 */
public final class LoopServer {
  private final PrintStream out;

  private LoopServer(PrintStream out) {
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    PrintStream protocol = System.out;
    System.setOut(System.err);
    System.out.println("loop-server is ready");
    new LoopServer(protocol).run();
  }

  private void run() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line;
    while ((line = in.readLine()) != null) {
      if (!line.isBlank()) {
        handle(line);
      }
    }
  }

  private void handle(String line) {
    Map<String, Object> message;
    try {
      message = Json.object(Json.parse(line));
    } catch (IllegalArgumentException e) {
      error(null, -32700, "parse error");
      return;
    }
    Object id = message.get("id");
    if (id == null) {
      return; // a notification
    }
    try {
      answer(id, String.valueOf(message.get("method")), Json.object(message.get("params")));
    } catch (IllegalArgumentException e) {
      error(id, -32602, Objects.toString(e.getMessage()));
    } catch (RuntimeException e) {
      error(id, -32603, Objects.toString(e.getMessage()));
    }
  }

  private void answer(Object id, String method, Map<String, Object> params) {
    switch (method) {
      case "initialize" ->
          result(
              id,
              Json.of(
                  "protocolVersion", "2024-11-05",
                  "capabilities",
                      Json.of("tools", Json.of(), "prompts", Json.of(), "resources", Json.of()),
                  "serverInfo", Json.of("name", "loop-server", "version", "0.1")));
      case "ping" -> result(id, Json.of());
      case "tools/list" -> result(id, Json.of("tools", Tools.list()));
      case "tools/call" -> call(id, params);
      case "prompts/list" ->
          result(id, Json.of("prompts", List.of(Json.of("name", "greeting", "description", "hi"))));
      case "prompts/get" -> result(id, Tools.prompt(params));
      case "resources/list" ->
          result(
              id, Json.of("resources", List.of(Json.of("uri", "matrix://motd", "name", "motd"))));
      case "resources/read" -> result(id, Tools.resource(params));
      default -> error(id, -32601, "no method " + method);
    }
  }

  private void call(Object id, Map<String, Object> params) {
    String name = String.valueOf(params.get("name"));
    if (name.equals("notify")) {
      write(
          Json.of(
              "jsonrpc", "2.0",
              "method", "notifications/message",
              "params", Json.of("level", "info", "data", "something happened")));
    }
    result(id, Tools.call(name, Json.object(params.get("arguments"))));
  }

  private void result(Object id, Map<String, Object> result) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("result", result);
    write(message);
  }

  private void error(@Nullable Object id, int code, String text) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("error", Json.of("code", code, "message", text));
    write(message);
  }

  private void write(Map<String, Object> message) {
    out.print(Json.write(message) + "\n");
    out.flush();
  }
}
