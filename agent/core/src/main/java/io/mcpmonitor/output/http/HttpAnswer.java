package io.mcpmonitor.output.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A status, headers and a whole body. The server adds length, date, connection and security headers
 * itself.
 */
public final class HttpAnswer {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  /**
   * @param status an HTTP status from 200 to 599
   * @param headers by name
   * @param body kept, not copied
   * @throws IllegalArgumentException when a header could end its line and begin another
   */
  public HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    for (Map.Entry<String, String> header : headers.entrySet()) {
      if (hasControl(header.getKey()) || hasControl(header.getValue())) {
        throw new IllegalArgumentException("control character in header " + header.getKey());
      }
    }
    this.status = status;
    this.headers = new LinkedHashMap<>(headers);
    this.body = body;
  }

  /** An answer whose body is this JSON text. */
  static HttpAnswer json(int status, String json) {
    return new HttpAnswer(status, Map.of("Content-Type", "application/json"), json.getBytes(UTF_8));
  }

  /** A refusal in one sentence; the sentence must hold nothing that a client sent. */
  static HttpAnswer error(int status, String sentence) {
    return json(status, "{\"error\":\"" + sentence + "\"}\n");
  }

  /** The same answer with one header more. */
  HttpAnswer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpAnswer(status, more, body);
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  /** The body itself, not a copy. */
  public byte[] body() {
    return body;
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) == 127) {
        return true;
      }
    }
    return false;
  }
}
