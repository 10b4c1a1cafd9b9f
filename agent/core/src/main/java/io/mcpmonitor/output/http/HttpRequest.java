package io.mcpmonitor.output.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of one request. Bodies are never read: no path takes one.
 *
 * @param method as sent, for example {@code GET}
 * @param path percent-decoded, begins with {@code /}; {@code *} only with OPTIONS
 * @param query raw, without {@code ?}
 * @param authority host and port of an absolute request target
 * @param headers by lower-case name; values of a repeated header are joined by comma
 * @param keepAlive whether the connection may be used again
 * @param http10 whether the client speaks HTTP/1.0
 */
record HttpRequest(
    String method,
    String path,
    @Nullable String query,
    @Nullable String authority,
    Map<String, String> headers,
    boolean keepAlive,
    boolean http10) {

  @Nullable String header(String lowerCaseName) {
    return headers.get(lowerCaseName);
  }

  boolean isHead() {
    return method.equals("HEAD");
  }
}
