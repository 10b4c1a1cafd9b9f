package io.mcpmonitor.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LeavingBytesTest {
  private final StringBuilder seen = new StringBuilder();
  private final LeavingBytes bytes =
      new LeavingBytes(
          (from, start, end) ->
              seen.append(new String(from, start, end - start, StandardCharsets.US_ASCII)));

  private static ByteBuffer buffer(String text) {
    return StandardCharsets.US_ASCII.encode(text);
  }

  private static ByteBuffer direct(String text) {
    byte[] all = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(all.length).put(all).flip();
  }

  private static void take(ByteBuffer buffer, int count) {
    buffer.position(buffer.position() + count);
  }

  @Test
  void whatIsWrittenIsSeenBefore() {
    ByteBuffer buffer = buffer("hello");
    bytes.leaves(buffer);
    assertThat(seen).hasToString("hello");
    assertThat(buffer.remaining()).isEqualTo(5);
  }

  @Test
  void whatIsNotTakenIsNotSeenTwice() {
    ByteBuffer buffer = direct("hello world");
    for (int count : new int[] {0, 4, 2, 5}) {
      bytes.leaves(buffer);
      take(buffer, count);
      bytes.left(buffer);
    }
    bytes.leaves(buffer("!"));
    assertThat(seen).hasToString("hello world!");
  }

  @Test
  void theRestMayComeInAnotherBuffer() {
    ByteBuffer buffer = buffer("hello");
    bytes.leaves(buffer);
    take(buffer, 1);
    bytes.left(buffer);
    for (String part : new String[] {"el", "lo world"}) {
      ByteBuffer next = buffer(part);
      bytes.leaves(next);
      take(next, next.remaining());
      bytes.left(next);
    }
    assertThat(seen).hasToString("hello world");
  }

  @Test
  void severalBuffersAreOne() {
    ByteBuffer[] buffers = {buffer("not"), buffer("one"), direct("two"), buffer("not")};
    bytes.leave(buffers, 1, 2);
    take(buffers[1], 3);
    take(buffers[2], 1);
    bytes.left(buffers, 1, 2);
    bytes.leave(buffers, 1, 2);
    assertThat(seen).hasToString("onetwo");
  }

  @Test
  void whatTheWriterWillRefuseIsNotSeen() {
    bytes.leave(new ByteBuffer[] {buffer("a")}, 0, 2);
    bytes.leave(new ByteBuffer[] {buffer("a")}, -1, 1);
    assertThat(seen).isEmpty();
  }
}
