package io.mcpmonitor.output.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestReaderTest {
  private static final String HOST = "Host: a\r\n";

  private static HttpRequest read(String text, int slice) throws BadRequest {
    RequestReader reader = new RequestReader();
    HttpRequest request = null;
    byte[] bytes = text.getBytes(ISO_8859_1);
    for (int i = 0; i < bytes.length && request == null; i += slice) {
      ByteBuffer source = ByteBuffer.wrap(bytes, i, Math.min(slice, bytes.length - i));
      reader.take(source);
      request = reader.next();
    }
    return request;
  }

  static Stream<Arguments> bad() {
    return Stream.of(
        arguments(400, "\u0016\u0003\u0001\u0002\u0000\u0001"),
        arguments(400, "\0\0\0\0"),
        arguments(400, " GET / HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET /\r\n\r\n"),
        arguments(400, "GET / HTTP/1.1 \r\n" + HOST + "\r\n"),
        arguments(400, "GET  / HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "G(T / HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET / HTTP/1.1\n" + HOST + "\r\n"),
        arguments(400, "GET / HTTP/1.1\r" + HOST + "\r\n"),
        arguments(400, "GET / JUNK\r\n" + HOST + "\r\n"),
        arguments(505, "GET / HTTP/2.0\r\n" + HOST + "\r\n"),
        arguments(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        arguments(400, "GET health HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET * HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "CONNECT a:80 HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET https://a/ HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET /%0d%0aX:%20y HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET /%00 HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET /%4 HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET /\u00e4 HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET /#x HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(400, "GET / HTTP/1.1\r\n\r\n"),
        arguments(400, "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        arguments(400, "GET / HTTP/1.1\r\n" + HOST + "No colon\r\n\r\n"),
        arguments(400, "GET / HTTP/1.1\r\n" + HOST + "Name : x\r\n\r\n"),
        arguments(400, "GET / HTTP/1.1\r\n" + HOST + ": x\r\n\r\n"),
        arguments(400, "GET / HTTP/1.1\r\n" + HOST + " folded\r\n\r\n"),
        arguments(400, "GET / HTTP/1.1\r\n" + HOST + "X: a\0b\r\n\r\n"),
        arguments(400, "GET / HTTP/1.1\r\n" + HOST + "Content-Length: -1\r\n\r\n"),
        arguments(400, "GET / HTTP/1.1\r\n" + HOST + "Content-Length: 1, 1\r\n\r\n"),
        arguments(
            400,
            "GET / HTTP/1.1\r\n"
                + HOST
                + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"),
        arguments(414, "GET /" + "a".repeat(3000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
        arguments(414, "GET /" + "a".repeat(100_000)),
        arguments(431, "GET / HTTP/1.1\r\n" + HOST + "X: " + "a".repeat(100_000)),
        arguments(431, "GET / HTTP/1.1\r\n" + HOST + "X: y\r\n".repeat(64) + "\r\n"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void refusesWhatIsUnclear(int status, String text) {
    for (int slice : new int[] {1, 7, 100_000}) {
      assertThatThrownBy(() -> read(text, slice))
          .isInstanceOfSatisfying(
              BadRequest.class, e -> assertThat(e.answer().status()).isEqualTo(status));
    }
  }

  @Test
  void readsARequestHoweverItIsSliced() throws BadRequest {
    String text =
        "\r\nGET /%68ealth/a%2Fb?x=%20y HTTP/1.1\r\nHOST:  a:1 \r\nAccept: x\r\naccept: y\r\n\r\n";
    for (int slice = 1; slice <= text.length(); slice++) {
      HttpRequest request = read(text, slice);
      assertThat(request.method()).isEqualTo("GET");
      assertThat(request.path()).isEqualTo("/health/a/b");
      assertThat(request.query()).isEqualTo("x=%20y");
      assertThat(request.header("host")).isEqualTo("a:1");
      assertThat(request.header("accept")).isEqualTo("x, y");
      assertThat(request.keepAlive()).isTrue();
    }
  }

  static Stream<Arguments> keepAlive() {
    return Stream.of(
        arguments(true, "GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
        arguments(false, "GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n"),
        arguments(false, "GET / HTTP/1.0\r\n\r\n"),
        arguments(true, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"),
        arguments(true, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"),
        arguments(false, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n"),
        arguments(false, "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"));
  }

  @ParameterizedTest
  @MethodSource("keepAlive")
  void knowsWhetherTheConnectionStays(boolean expected, String text) throws BadRequest {
    assertThat(read(text, 1000).keepAlive()).isEqualTo(expected);
  }

  @Test
  void anAbsoluteTargetNamesItsHost() throws BadRequest {
    HttpRequest request = read("GET http://b:2?q HTTP/1.1\r\nHost: a\r\n\r\n", 1000);
    assertThat(request.authority()).isEqualTo("b:2");
    assertThat(request.path()).isEqualTo("/");
    assertThat(request.query()).isEqualTo("q");
  }
}
