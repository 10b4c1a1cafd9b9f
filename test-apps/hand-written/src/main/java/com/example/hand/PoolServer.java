package com.example.hand;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines and hands each to a pool of threads, so that a slow tool holds up nobody. Gson, and
 * one lock around the writer. How it reads and writes is its argument, see {@link Pipes}.
 */
public final class PoolServer implements Dispatcher.Client {
  private static final TypeToken<Map<String, Object>> OBJECT = new TypeToken<>() {};

  private final Gson gson =
      new GsonBuilder()
          .disableHtmlEscaping()
          .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
          .create();
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  private final Map<Object, Future<?>> running = new ConcurrentHashMap<>();
  private final Dispatcher dispatcher = new Dispatcher("pool-server", "2025-03-26");
  private final Questions questions = new Questions();
  private final Pipes pipes;

  private PoolServer(Pipes pipes) {
    this.pipes = pipes;
  }

  public static void main(String[] args) throws Exception {
    new PoolServer(Pipes.open(args.length == 0 ? "scanner" : args[0])).run();
  }

  private void run() throws IOException, InterruptedException {
    String line;
    while ((line = pipes.readLine()) != null) {
      if (line.isBlank()) {
        continue;
      }
      try {
        if (line.startsWith("[")) {
          batch(line);
        } else {
          take(gson.fromJson(line, OBJECT));
        }
      } catch (JsonParseException e) {
        System.err.println("not JSON: " + line);
      }
    }
    pool.shutdown();
    boolean unused = pool.awaitTermination(10, TimeUnit.SECONDS);
  }

  /** Several messages in one line, as 2025-03-26 has them; one after the other. */
  private void batch(String line) {
    StringBuilder answers = new StringBuilder();
    for (var each : JsonParser.parseString(line).getAsJsonArray()) {
      Map<String, Object> answer = dispatcher.answer(gson.fromJson(each, OBJECT), this);
      if (answer != null) {
        answers.append(answers.isEmpty() ? "[" : ",").append(gson.toJson(answer));
      }
    }
    if (!answers.isEmpty()) {
      write(answers.append("]").toString());
    }
  }

  private void take(Map<String, Object> message) {
    Object id = message.get("id");
    if (questions.isAnswer(message)) {
      return;
    }
    if ("notifications/cancelled".equals(message.get("method"))) {
      cancel(Json.object(message.get("params")).get("requestId"));
    } else if (id != null) {
      running.put(id, pool.submit(() -> work(message, id)));
    }
  }

  private void cancel(@Nullable Object id) {
    Future<?> work = id == null ? null : running.remove(id);
    if (work != null) {
      work.cancel(true);
    }
  }

  private void work(Map<String, Object> message, Object id) {
    Map<String, Object> answer = dispatcher.answer(message, this);
    running.remove(id);
    if (answer != null && !Thread.currentThread().isInterrupted()) {
      write(gson.toJson(answer));
    }
  }

  @Override
  public void tell(Map<String, Object> message) {
    write(gson.toJson(message));
  }

  @Override
  public Map<String, Object> ask(String method, Map<String, Object> params) {
    return questions.ask(method, params, this::tell);
  }

  private synchronized void write(String json) {
    try {
      pipes.writeLine(json);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
