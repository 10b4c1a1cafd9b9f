package com.example.hand;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the servers answer that have a JSON library, and a transport each of their own. */
final class Dispatcher {
  private final String name;
  private final String protocolVersion;

  Dispatcher(String name, String protocolVersion) {
    this.name = name;
    this.protocolVersion = protocolVersion;
  }

  /** The other end of a connection. */
  interface Client {
    /** Sends a notification. */
    void tell(Map<String, Object> message);

    /** Sends a request, and waits for its result. */
    Map<String, Object> ask(String method, Map<String, Object> params);
  }

  /** The answer to a message; null when it needs none. */
  @Nullable Map<String, Object> answer(Map<String, Object> message, Client client) {
    Object id = message.get("id");
    String method = String.valueOf(message.get("method"));
    if (id == null) {
      return null;
    }
    try {
      return Json.of(
          "jsonrpc",
          "2.0",
          "id",
          id,
          "result",
          result(method, Json.object(message.get("params")), client));
    } catch (IllegalArgumentException e) {
      return error(id, -32602, e);
    } catch (UnsupportedOperationException e) {
      return error(id, -32601, e);
    } catch (RuntimeException e) {
      return error(id, -32603, e);
    }
  }

  static Map<String, Object> error(Object id, int code, Exception why) {
    String text = Objects.toString(why.getMessage());
    return Json.of("jsonrpc", "2.0", "id", id, "error", Json.of("code", code, "message", text));
  }

  private Map<String, Object> result(String method, Map<String, Object> params, Client client) {
    return switch (method) {
      case "initialize" ->
          Json.of(
              "protocolVersion", params.getOrDefault("protocolVersion", protocolVersion),
              "capabilities",
                  Json.of(
                      "tools",
                      Json.of(),
                      "prompts",
                      Json.of(),
                      "resources",
                      Json.of(),
                      "logging",
                      Json.of()),
              "serverInfo", Json.of("name", name, "version", "1.0"));
      case "ping" -> Json.of();
      case "tools/list" -> Json.of("tools", Tools.list());
      case "tools/call" -> call(params, client);
      case "prompts/list" -> Json.of("prompts", List.of(Json.of("name", "greeting")));
      case "prompts/get" -> Tools.prompt(params);
      case "resources/list" ->
          Json.of("resources", List.of(Json.of("uri", "matrix://motd", "name", "motd")));
      case "resources/read" -> Tools.resource(params);
      default -> throw new UnsupportedOperationException("no method " + method);
    };
  }

  private static Map<String, Object> call(Map<String, Object> params, Client client) {
    String tool = String.valueOf(params.get("name"));
    if (tool.equals("notify")) {
      client.tell(
          Json.of(
              "jsonrpc", "2.0",
              "method", "notifications/message",
              "params", Json.of("level", "info", "data", "something happened")));
    } else if (tool.equals("ask_client")) {
      Map<String, Object> question =
          Json.of(
              "maxTokens",
              10,
              "messages",
              List.of(
                  Json.of("role", "user", "content", Json.of("type", "text", "text", "hello"))));
      Map<String, Object> sample = client.ask("sampling/createMessage", question);
      return Tools.text("the client says " + Json.object(sample.get("content")).get("text"));
    }
    return Tools.call(tool, Json.object(params.get("arguments")));
  }
}
