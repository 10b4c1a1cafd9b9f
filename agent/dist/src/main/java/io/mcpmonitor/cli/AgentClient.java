package io.mcpmonitor.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the endpoint of one agent. */
final class AgentClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final String url;
  private final @Nullable String token;

  /**
   * @param url for example {@code http://127.0.0.1:9464}, without a slash at the end
   * @param token what the endpoint asks for
   */
  AgentClient(String url, @Nullable String token) {
    this.url = url;
    this.token = token;
  }

  String url() {
    return url;
  }

  /** The health report. */
  Json health() throws CliException {
    Json report = object("/health");
    if (report.text("status").isEmpty()) {
      throw unlikeAgent("/health", "no status");
    }
    return report;
  }

  Json object(String path) throws CliException {
    if (get(path) instanceof JsonObject object) {
      return new Json(object);
    }
    throw unlikeAgent(path, "no JSON object");
  }

  List<Json> list(String path) throws CliException {
    JsonElement answer = get(path);
    if (!answer.isJsonArray()) {
      throw unlikeAgent(path, "no JSON list");
    }
    return Json.items(answer);
  }

  /** Gives a command; the answer says what became of it. */
  Json post(String path) throws CliException {
    HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.noBody());
    HttpResponse<String> response = send(request);
    int status = response.statusCode();
    if (status == 403) {
      throw new CliException(
          CliException.PROBLEM,
          url + " takes commands with its token (--token) or from the user of its process only");
    }
    boolean isAnswer = status == 200 || status == 202 || status == 409 || status == 500;
    if (!isAnswer) {
      refuse(path, status);
    }
    if (parse(path, response) instanceof JsonObject object) {
      return new Json(object);
    }
    throw unlikeAgent(path, "no JSON object");
  }

  private JsonElement get(String path) throws CliException {
    HttpResponse<String> response = send(request(path));
    int status = response.statusCode();
    if (status != 200 && status != 503) {
      refuse(path, status);
    }
    return parse(path, response);
  }

  private void refuse(String path, int status) throws CliException {
    throw switch (status) {
      case 401 ->
          unreachable(
              token == null
                  ? url + " asks for a token: give it with --token or MCP_MONITOR_HTTP_TOKEN"
                  : url + " refuses the token");
      case 421 -> unreachable(url + " refuses this host name: add it to http.allowed-hosts there");
      default -> unlikeAgent(path, "status " + status);
    };
  }

  private JsonElement parse(String path, HttpResponse<String> response) throws CliException {
    try {
      return JsonParser.parseString(response.body());
    } catch (JsonParseException e) {
      throw unlikeAgent(path, "no JSON");
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(TIMEOUT)
            .header("Accept", "application/json");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws CliException {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw unreachable(
          isUnknownHost(e)
              ? "no address is known for the host name in " + url
              : "nothing answers at " + url);
    } catch (HttpTimeoutException e) {
      throw unreachable(url + " did not answer within " + TIMEOUT.toSeconds() + " s");
    } catch (IOException e) {
      throw unreachable(url + " cannot be read: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable("interrupted while waiting for " + url);
    }
  }

  /** The HTTP client reports a name that cannot be resolved like a closed port. */
  private static boolean isUnknownHost(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return true;
      }
    }
    return false;
  }

  private CliException unlikeAgent(String path, String why) {
    return unreachable(url + path + " does not answer like mcp-monitor (" + why + ")");
  }

  private static CliException unreachable(String line) {
    return new CliException(CliException.UNREACHABLE, line);
  }
}
