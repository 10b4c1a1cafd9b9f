package io.mcpmonitor.output.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpmonitor.scan.Rescan;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The only path that does something: {@code POST /sync/rescan} calls the recovery method. Whoever
 * asks must know the token, or without one the secret in the run file, which this process has made
 * for itself: no page in a browser can know it.
 */
final class RescanCommand {
  static final String PATH = "/sync/rescan";

  private static final String ALLOW = "POST, OPTIONS";

  private final Rescan rescan;
  private final byte @Nullable [] secret;
  private final Json json;

  /**
   * @param secret the token, or the secret in the run file; null: nobody can ask
   */
  RescanCommand(Rescan rescan, @Nullable String secret, Json json) {
    this.rescan = rescan;
    this.secret = secret == null || secret.isEmpty() ? null : secret.getBytes(UTF_8);
    this.json = json;
  }

  HttpAnswer answer(HttpRequest request) {
    if (request.method().equals("OPTIONS")) {
      return new HttpAnswer(204, Map.of("Allow", ALLOW), new byte[0]);
    }
    if (!request.method().equals("POST")) {
      return HttpAnswer.error(405, "POST scans anew; nothing can be read here")
          .with("Allow", ALLOW);
    }
    if (!rescan.isPossible()) {
      return HttpAnswer.json(409, json.write(rescan.now()));
    }
    byte[] given = Access.bearer(request.header("authorization"));
    if (secret == null || !MessageDigest.isEqual(secret, given)) {
      return HttpAnswer.error(
          403, "send mcp.monitor.http.token, or else the secret in the run file, as bearer token");
    }
    Rescan.Result result = rescan.now();
    return HttpAnswer.json(status(result.outcome()), json.write(result));
  }

  private static int status(Rescan.Outcome outcome) {
    return switch (outcome) {
      case STARTED -> 202;
      case DONE -> 200;
      case FAILED -> 500;
      case BUSY, UNAVAILABLE -> 409;
    };
  }
}
