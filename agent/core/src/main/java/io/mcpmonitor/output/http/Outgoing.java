package io.mcpmonitor.output.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One answer on its way to a client: the head and what of the body is not yet written. */
final class Outgoing {
  /** Set here, whatever a handler says. */
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "date",
          "content-length",
          "transfer-encoding",
          "cache-control",
          "x-content-type-options",
          "connection");

  private final byte[] head;
  private final byte[] body;
  private final boolean keepAlive;
  private int headWritten;
  private int bodyWritten;

  /**
   * @param request what is answered; null when it could not be read
   */
  Outgoing(@Nullable HttpRequest request, HttpAnswer answer) {
    keepAlive = request != null && request.keepAlive();
    boolean noBody = answer.status() == 204;
    body = noBody || (request != null && request.isHead()) ? new byte[0] : answer.body();
    StringBuilder text = new StringBuilder(300);
    text.append("HTTP/1.1 ").append(answer.status()).append(' ');
    text.append(reason(answer.status())).append("\r\n");
    line(text, "Date", date(ZonedDateTime.now(ZoneOffset.UTC)));
    answer
        .headers()
        .forEach(
            (name, value) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                line(text, name, value);
              }
            });
    if (!noBody) {
      line(text, "Content-Length", Integer.toString(answer.body().length));
    }
    line(text, "Cache-Control", "no-store");
    line(text, "X-Content-Type-Options", "nosniff");
    if (!keepAlive) {
      line(text, "Connection", "close");
    } else if (request != null && request.http10()) {
      line(text, "Connection", "keep-alive");
    }
    head = text.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  boolean keepAlive() {
    return keepAlive;
  }

  int remaining() {
    return head.length - headWritten + body.length - bodyWritten;
  }

  /**
   * Writes what the channel takes at once.
   *
   * @param buffer for the way; must be direct, because NIO would otherwise keep an own direct copy
   *     as large as the answer
   * @return whether everything is written
   */
  boolean writeTo(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (remaining() > 0) {
      buffer.clear();
      int fromHead = Math.min(buffer.remaining(), head.length - headWritten);
      buffer.put(head, headWritten, fromHead);
      buffer.put(body, bodyWritten, Math.min(buffer.remaining(), body.length - bodyWritten));
      buffer.flip();
      int written = channel.write(buffer);
      int ofHead = Math.min(written, fromHead);
      headWritten += ofHead;
      bodyWritten += written - ofHead;
      if (buffer.hasRemaining()) {
        return false;
      }
    }
    return true;
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  /** By hand: a formatter with a pattern would load the locale data of the JDK. */
  static String date(ZonedDateTime utc) {
    int day = 3 * (utc.getDayOfWeek().getValue() - 1);
    int month = 3 * (utc.getMonthValue() - 1);
    return "MonTueWedThuFriSatSun".substring(day, day + 3)
        + ", "
        + twoDigits(utc.getDayOfMonth())
        + " "
        + "JanFebMarAprMayJunJulAugSepOctNovDec".substring(month, month + 3)
        + " "
        + utc.getYear()
        + " "
        + twoDigits(utc.getHour())
        + ":"
        + twoDigits(utc.getMinute())
        + ":"
        + twoDigits(utc.getSecond())
        + " GMT";
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 204 -> "No Content";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 406 -> "Not Acceptable";
      case 414 -> "URI Too Long";
      case 421 -> "Misdirected Request";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      case 505 -> "HTTP Version Not Supported";
      default -> "";
    };
  }
}
