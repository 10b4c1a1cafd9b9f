package io.mcpmonitor.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An OTLP receiver that others wrote, in JavaScript: it can be asked what it has received. */
public final class DevtoolsReceiver implements AutoCloseable {
  private static final Pattern HTTP = Pattern.compile("OTLP:\\s+http://127\\.0\\.0\\.1:(\\d+)/");
  private static final Pattern GRPC = Pattern.compile("OTLP/gRPC: 127\\.0\\.0\\.1:(\\d+)");

  /** The receiver takes a request to upgrade to HTTP/2 for a WebSocket. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Process process;
  private final Capture output;
  private final int httpPort;
  private final int grpcPort;

  private DevtoolsReceiver(int wantedHttpPort) {
    try {
      process =
          NodeTools.otlpReceiver(
                  "--port",
                  String.valueOf(wantedHttpPort),
                  "--grpc-port",
                  String.valueOf(Ports.free()))
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output = new Capture("the OTLP receiver", process.getInputStream());
    httpPort = port(HTTP);
    grpcPort = port(GRPC);
  }

  /** On ports that are free. */
  public static DevtoolsReceiver start() {
    return on(Ports.free());
  }

  /** On this port for HTTP; the next free one when it is taken. */
  public static DevtoolsReceiver on(int httpPort) {
    return new DevtoolsReceiver(httpPort);
  }

  private int port(Pattern pattern) {
    return output
        .await(
            lines ->
                lines.stream()
                    .map(pattern::matcher)
                    .filter(Matcher::find)
                    .map(found -> Integer.parseInt(found.group(1)))
                    .findFirst(),
            AgentJvm.PATIENCE)
        .orElseThrow(() -> new IllegalStateException("no port: " + output.text()));
  }

  /** The endpoint for {@code http/protobuf} or {@code grpc}. */
  public String endpoint(String protocol) {
    return "http://127.0.0.1:" + (protocol.equals("grpc") ? grpcPort : httpPort);
  }

  /** Every log record received. */
  public JsonArray logs() {
    return ask("/api/query/logs", "{\"query\":\"\",\"limit\":1000}").getAsJsonArray("logs");
  }

  /** Every series of a metric. */
  public JsonArray metric(String name) {
    JsonArray series =
        ask("/api/query/metrics", "{\"name\":\"" + name + "\"}").getAsJsonArray("series");
    return series == null ? new JsonArray() : series;
  }

  /** Every trace received. */
  public JsonArray traces() {
    return ask("/api/query/traces", "{\"query\":\"\",\"limit\":1000}").getAsJsonArray("traces");
  }

  private JsonObject ask(String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      String answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return JsonParser.parseString(answer).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException("POST " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    output.awaitEnd(AgentJvm.PATIENCE);
  }
}
