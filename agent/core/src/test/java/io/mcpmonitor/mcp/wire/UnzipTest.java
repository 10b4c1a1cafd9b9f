package io.mcpmonitor.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnzipTest {
  private static final String TEXT = "{\"jsonrpc\":\"2.0\"}".repeat(500);

  private static byte[] zipped(boolean gzip) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = gzip ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
      out.write(TEXT.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  /** As other programs write it: with all that the header of gzip may have. */
  private static byte[] withFullHeader() throws IOException {
    byte[] plain = zipped(true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(plain, 0, 3);
    bytes.write(2 | 4 | 8 | 16);
    bytes.write(plain, 4, 6);
    bytes.write(3); // an extra field of three bytes
    bytes.write(0);
    bytes.write(new byte[] {1, 0, 2});
    bytes.write("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
    bytes.write(new byte[] {5, 6}); // the checksum of the header
    bytes.write(plain, 10, plain.length - 10);
    return bytes.toByteArray();
  }

  private static String unzip(String encoding, byte[] bytes, int pieces) {
    Unzip unzip = Objects.requireNonNull(Unzip.of(encoding));
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < bytes.length; at += pieces) {
      unzip.read(
          bytes,
          at,
          Math.min(bytes.length, at + pieces),
          (piece, from, to) ->
              text.append(new String(piece, from, to - from, StandardCharsets.US_ASCII)));
    }
    unzip.close();
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 11, 100_000})
  void inPiecesOfAnySize(int pieces) throws IOException {
    assertThat(unzip("gzip", zipped(true), pieces)).isEqualTo(TEXT);
    assertThat(unzip(" GZIP", withFullHeader(), pieces)).isEqualTo(TEXT);
    assertThat(unzip("deflate", zipped(false), pieces)).isEqualTo(TEXT);
  }

  @Test
  void whatCannotBeReadIsNothing() {
    byte[] nonsense = "certainly not compressed".getBytes(StandardCharsets.US_ASCII);
    assertThat(unzip("gzip", nonsense, 3)).isEmpty();
    assertThat(unzip("deflate", nonsense, 3)).isEmpty();
    assertThat(unzip("br", nonsense, 3)).isEmpty();
    assertThat(Unzip.of("identity")).isNull();
    assertThat(Unzip.of(null)).isNull();
  }
}
