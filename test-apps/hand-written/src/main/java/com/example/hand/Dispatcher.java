package com.example.hand;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the servers answer that have a JSON library, and a transport each of their own. */
final class Dispatcher {
  private static final String META = "io.modelcontextprotocol/";

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
      Map<String, Object> result = result(method, Json.object(message.get("params")), client);
      return Json.of(
          "jsonrpc", "2.0", "id", id, "result", isModern(message) ? modern(result) : result);
    } catch (IllegalArgumentException e) {
      return error(id, -32602, e);
    } catch (UnsupportedOperationException e) {
      return error(id, -32601, e);
    } catch (RuntimeException e) {
      return error(id, -32603, e);
    }
  }

  /** Whether a request is of 2026-07-28 or later, where each says what {@code initialize} did. */
  static boolean isModern(Map<String, Object> message) {
    return meta(Json.object(message.get("params"))).containsKey(META + "protocolVersion");
  }

  private static Map<String, Object> meta(Map<String, Object> params) {
    return Json.object(params.get("_meta"));
  }

  private Map<String, Object> modern(Map<String, Object> result) {
    Map<String, Object> modern = Json.object(result);
    modern.putIfAbsent("resultType", "complete");
    modern.put("_meta", Json.of(META + "serverInfo", Json.of("name", name, "version", "1.0")));
    return modern;
  }

  /** The first message on the stream of a subscription. */
  static Map<String, Object> acknowledged(Map<String, Object> request) {
    return Json.of(
        "jsonrpc",
        "2.0",
        "method",
        "notifications/subscriptions/acknowledged",
        "params",
        Json.of(
            "notifications",
            Json.object(Json.object(request.get("params")).get("notifications")),
            "_meta",
            Json.of(META + "subscriptionId", String.valueOf(request.get("id")))));
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
      case "server/discover" ->
          Json.of(
              "supportedVersions",
              List.of("2026-07-28"),
              "capabilities",
              Json.of("tools", Json.of()),
              "ttlMs",
              60_000,
              "cacheScope",
              "public");
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
      if (params.containsKey("inputResponses")) {
        Map<String, Object> answers = Json.object(params.get("inputResponses"));
        return Tools.text("the client says " + Json.object(answers.get("sample")).get("content"));
      }
      Map<String, Object> question =
          Json.of(
              "maxTokens",
              10,
              "messages",
              List.of(
                  Json.of("role", "user", "content", Json.of("type", "text", "text", "hello"))));
      if (meta(params).containsKey(META + "protocolVersion")) {
        return Json.of(
            "resultType", "input_required",
            "inputRequests",
                Json.of("sample", Json.of("method", "sampling/createMessage", "params", question)),
            "requestState", "asked");
      }
      Map<String, Object> sample = client.ask("sampling/createMessage", question);
      return Tools.text("the client says " + Json.object(sample.get("content")).get("text"));
    }
    return Tools.call(tool, Json.object(params.get("arguments")));
  }
}
