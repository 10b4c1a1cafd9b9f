package com.example.hand;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Streamable HTTP at {@code /mcp}, with sessions or as it is since 2026-07-28, and HTTP+SSE at
 * {@code /sse}, on any server.
 */
final class HttpMcp {
  private static final TypeToken<Map<String, Object>> OBJECT = new TypeToken<>() {};
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  /** What sends something before it answers. */
  private static final Set<String> TALKATIVE = Set.of("notify", "ask_client");

  private final Gson gson =
      new GsonBuilder()
          .disableHtmlEscaping()
          .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
          .create();
  private final Dispatcher dispatcher;
  private final boolean hasSessions;
  private final Map<String, Questions> sessions = new ConcurrentHashMap<>();
  private final Map<String, Http.Events> streams = new ConcurrentHashMap<>();
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  HttpMcp(String name, boolean hasSessions) {
    this.dispatcher = new Dispatcher(name, "2025-06-18");
    this.hasSessions = hasSessions;
    ScheduledFuture<?> unused = clock.scheduleWithFixedDelay(this::ping, 1, 1, TimeUnit.SECONDS);
  }

  private void ping() {
    streams.forEach(
        (id, events) -> {
          try {
            synchronized (events) {
              events.ping();
            }
          } catch (IOException gone) {
            streams.remove(id);
            sessions.remove(id);
          }
        });
  }

  void handle(Http http) throws IOException {
    switch (http.method() + " " + http.path()) {
      case "POST /mcp" -> post(http);
      case "DELETE /mcp" -> {
        String id = http.header("Mcp-Session-Id");
        boolean known = id != null && sessions.remove(id) != null;
        http.answer(known ? 204 : 404, Map.of(), null);
      }
      case "GET /sse" -> listen(http);
      case "POST /message" -> message(http);
      case "GET /hello" -> http.answer(200, Map.of("Content-Type", "text/plain"), "hello");
      case "POST /orders" -> http.answer(201, JSON, http.body());
      default -> http.answer(http.path().equals("/mcp") ? 405 : 404, Map.of(), null);
    }
  }

  private void post(Http http) throws IOException {
    String body = http.body();
    JsonElement json;
    try {
      json = JsonParser.parseString(body);
    } catch (JsonParseException e) {
      http.answer(400, JSON, gson.toJson(Dispatcher.error("", -32700, e)));
      return;
    }
    if (json.isJsonArray()) {
      batch(http, json);
      return;
    }
    Map<String, Object> message = gson.fromJson(json, OBJECT);
    String session = http.header("Mcp-Session-Id");
    boolean begins = "initialize".equals(message.get("method"));
    if (hasSessions && !begins && (session == null || !sessions.containsKey(session))) {
      http.answer(session == null ? 400 : 404, Map.of(), null);
      return;
    }
    Questions questions =
        session == null ? new Questions() : Objects.requireNonNull(sessions.get(session));
    if (message.get("id") == null || questions.isAnswer(message)) {
      http.answer(202, Map.of(), null);
      return;
    }
    if ("subscriptions/listen".equals(message.get("method"))) {
      subscribe(http, message);
      return;
    }
    if (!Dispatcher.isModern(message)
        && TALKATIVE.contains(String.valueOf(Json.object(message.get("params")).get("name")))) {
      talk(http, message, questions);
      return;
    }
    Map<String, Object> answer =
        Objects.requireNonNull(dispatcher.answer(message, new Talk(null, questions)));
    Map<String, String> headers = JSON;
    if (begins && hasSessions) {
      String id = UUID.randomUUID().toString();
      sessions.put(id, questions);
      headers = Map.of("Content-Type", "application/json", "Mcp-Session-Id", id);
    }
    http.answer(200, headers, gson.toJson(answer));
  }

  private void batch(Http http, JsonElement batch) throws IOException {
    StringBuilder answers = new StringBuilder();
    for (JsonElement each : batch.getAsJsonArray()) {
      Map<String, Object> answer =
          dispatcher.answer(gson.fromJson(each, OBJECT), new Talk(null, new Questions()));
      if (answer != null) {
        answers.append(answers.isEmpty() ? "[" : ",\n").append(gson.toJson(answer));
      }
    }
    http.answer(answers.isEmpty() ? 202 : 200, JSON, answers.isEmpty() ? null : answers + "]");
  }

  private void talk(Http http, Map<String, Object> message, Questions questions)
      throws IOException {
    Http.Events events = http.events(false);
    Map<String, Object> answer = dispatcher.answer(message, new Talk(events, questions));
    events.send(null, gson.toJson(answer));
    events.close();
  }

  /** Tells nothing more than that it would. */
  private void subscribe(Http http, Map<String, Object> message) throws IOException {
    Http.Events events = http.events(true);
    events.send(null, gson.toJson(Dispatcher.acknowledged(message)));
    streams.put(UUID.randomUUID().toString(), events);
  }

  private void listen(Http http) throws IOException {
    String id = UUID.randomUUID().toString();
    Http.Events events = http.events(true);
    sessions.put(id, new Questions());
    streams.put(id, events);
    events.send("endpoint", "/message?sessionId=" + id);
  }

  private void message(Http http) throws IOException {
    String id = String.valueOf(http.query()).replaceFirst("sessionId=", "");
    Http.Events events = streams.get(id);
    Questions questions = sessions.get(id);
    if (events == null || questions == null) {
      http.answer(404, Map.of(), null);
      return;
    }
    Map<String, Object> message = gson.fromJson(http.body(), OBJECT);
    if (!questions.isAnswer(message)) {
      workers.execute(() -> work(message, new Talk(events, questions)));
    }
    http.answer(202, Map.of(), "Accepted");
  }

  private void work(Map<String, Object> message, Talk talk) {
    Map<String, Object> answer = dispatcher.answer(message, talk);
    if (answer != null) {
      talk.tell(answer);
    }
  }

  /** One client, as far as the server can reach it. */
  private final class Talk implements Dispatcher.Client {
    private final Http.@Nullable Events events;
    private final Questions questions;

    Talk(Http.@Nullable Events events, Questions questions) {
      this.events = events;
      this.questions = questions;
    }

    @Override
    public void tell(Map<String, Object> message) {
      if (events == null) {
        return;
      }
      try {
        synchronized (events) {
          events.send(null, gson.toJson(message));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Map<String, Object> ask(String method, Map<String, Object> params) {
      return questions.ask(method, params, this::tell);
    }
  }
}
