package io.mcpmonitor.output.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bytes of one connection until a request head is complete. Holds at most {@link
 * #MAX_HEAD} bytes and looks at each byte once, however the client slices them.
 */
final class RequestReader {
  static final int MAX_HEAD = 8 * 1024;
  static final int MAX_REQUEST_LINE = 4 * 1024;
  private static final int FIRST_SIZE = 1024;

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  private int scanned;
  private int lineStart;
  private boolean requestLineSeen;

  /** Takes as many bytes as it may hold; the rest stays in the source. */
  void take(ByteBuffer source) {
    int count = Math.min(source.remaining(), MAX_HEAD - length);
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(MAX_HEAD, Math.max(length + count, 2 * bytes.length)));
    }
    source.get(bytes, length, count);
    length += count;
  }

  /** How many bytes it can still take. */
  int room() {
    return MAX_HEAD - length;
  }

  /** Whether a request has begun. */
  boolean hasBytes() {
    return length > 0;
  }

  /**
   * The next complete request, which is then removed.
   *
   * @return null while it is incomplete
   * @throws BadRequest when no further byte can make it a request; the reader is then useless
   */
  @Nullable HttpRequest next() throws BadRequest {
    for (; scanned < length; scanned++) {
      byte b = bytes[scanned];
      if (b == '\n') {
        if (scanned == 0 || bytes[scanned - 1] != '\r') {
          throw new BadRequest(400, "a line must end with CR LF");
        }
        int lineEnd = scanned - 1;
        if (lineEnd > lineStart) {
          requestLineSeen = true;
        } else if (requestLineSeen) {
          String head = new String(bytes, 0, lineStart, ISO_8859_1);
          drop(scanned + 1);
          return RequestParser.parse(head);
        } else { // empty lines before a request line are allowed
          drop(scanned + 1);
          scanned = -1;
          continue;
        }
        lineStart = scanned + 1;
      } else if (scanned > 0 && bytes[scanned - 1] == '\r') {
        throw new BadRequest(400, "a line must end with CR LF");
      } else if (scanned == 0 && b != '\r' && !RequestParser.isTokenChar(b & 0xff)) {
        throw new BadRequest(400, "this is an HTTP port");
      }
    }
    if (!requestLineSeen && length > MAX_REQUEST_LINE) {
      throw new BadRequest(414, "the request target is too long");
    }
    if (length >= MAX_HEAD) {
      throw new BadRequest(431, "the request header is too long");
    }
    return null;
  }

  private void drop(int count) {
    System.arraycopy(bytes, count, bytes, 0, length - count);
    length -= count;
    scanned = 0;
    lineStart = 0;
    requestLineSeen = false;
  }
}
