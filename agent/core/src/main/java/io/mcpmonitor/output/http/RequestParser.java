package io.mcpmonitor.output.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request head strictly by RFC 9112: what is ambiguous is refused, so that nobody between
 * the client and this server can understand it differently.
 */
final class RequestParser {
  private static final int MAX_TARGET = 2 * 1024;
  private static final int MAX_HEADERS = 64;

  private RequestParser() {}

  /**
   * @param head all lines with their CR LF, without the empty line
   */
  static HttpRequest parse(String head) throws BadRequest {
    String[] lines = head.split("\r\n");
    String[] parts = lines[0].split(" ", -1);
    if (parts.length != 3 || !isToken(parts[0])) {
      throw new BadRequest(400, "the request line is malformed");
    }
    String target = parts[1];
    if (target.length() > MAX_TARGET) {
      throw new BadRequest(414, "the request target is too long");
    }
    boolean http10 = isHttp10(parts[2]);
    Map<String, String> headers = headers(lines);
    if (!http10 && !headers.containsKey("host")) {
      throw new BadRequest(400, "the Host header is missing");
    }
    boolean hasBody = hasBody(headers);
    boolean keepAlive = !hasBody && wantsKeepAlive(headers.get("connection"), http10);

    String authority = null;
    if (target.regionMatches(true, 0, "http://", 0, 7)) {
      int end = indexOfAny(target, 7, "/?");
      authority = target.substring(7, end);
      target = target.substring(end);
      target = target.startsWith("/") ? target : "/" + target;
    }
    int question = target.indexOf('?');
    String query = question < 0 ? null : target.substring(question + 1);
    String path = decode(question < 0 ? target : target.substring(0, question));
    if (!path.startsWith("/") && !(path.equals("*") && parts[0].equals("OPTIONS"))) {
      throw new BadRequest(400, "the request target is malformed");
    }
    return new HttpRequest(parts[0], path, query, authority, headers, keepAlive, http10);
  }

  private static boolean isHttp10(String version) throws BadRequest {
    if (version.equals("HTTP/1.1")) {
      return false;
    }
    if (version.equals("HTTP/1.0")) {
      return true;
    }
    throw new BadRequest(
        version.startsWith("HTTP/") ? 505 : 400, "only HTTP/1.1 and HTTP/1.0 are spoken here");
  }

  private static Map<String, String> headers(String[] lines) throws BadRequest {
    if (lines.length - 1 > MAX_HEADERS) {
      throw new BadRequest(431, "too many headers");
    }
    Map<String, String> headers = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      String name = colon < 0 ? "" : lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      String value = lines[i].substring(colon + 1).strip();
      if (!isToken(name) || hasControl(value)) {
        throw new BadRequest(400, "a header is malformed");
      }
      if (headers.containsKey(name) && mustBeSingle(name)) {
        throw new BadRequest(400, "a header that must be single is repeated");
      }
      headers.merge(name, value, (one, other) -> one + ", " + other);
    }
    return headers;
  }

  private static boolean mustBeSingle(String name) {
    return name.equals("host")
        || name.equals("authorization")
        || name.equals("content-length")
        || name.equals("transfer-encoding");
  }

  private static boolean hasBody(Map<String, String> headers) throws BadRequest {
    String length = headers.get("content-length");
    boolean coded = headers.containsKey("transfer-encoding");
    if (length != null && (coded || !isNumber(length))) {
      throw new BadRequest(400, "the length of the body is unclear");
    }
    return coded || (length != null && Long.parseLong(length) > 0);
  }

  private static boolean wantsKeepAlive(@Nullable String connection, boolean http10) {
    String options = connection == null ? "" : connection.toLowerCase(Locale.ROOT);
    return http10 ? options.contains("keep-alive") : !options.contains("close");
  }

  /** Decodes percent escapes; a path that is not plain text afterwards is refused. */
  private static String decode(String path) throws BadRequest {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(path.length());
    for (int i = 0; i < path.length(); i++) {
      int c = path.charAt(i);
      if (c == '%') {
        int high = i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
        int low = i + 2 < path.length() ? Character.digit(path.charAt(i + 2), 16) : -1;
        c = high < 0 || low < 0 ? 0 : high * 16 + low;
        i += 2;
      } else if (c > 126 || c == '#') {
        c = 0;
      }
      if (c <= ' ' || c == 127) {
        throw new BadRequest(400, "the request target is malformed");
      }
      decoded.write(c);
    }
    return decoded.toString(UTF_8);
  }

  private static int indexOfAny(String text, int from, String chars) {
    for (int i = from; i < text.length(); i++) {
      if (chars.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() < 19;
  }

  private static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isTokenChar(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  static boolean isTokenChar(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  private static boolean hasControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 127) {
        return true;
      }
    }
    return false;
  }
}
