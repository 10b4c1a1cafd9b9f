package io.mcpmonitor.mcp.wire;

import java.nio.ByteBuffer;

/** Reads buffers of the JDK, whose positions stay where they are. */
public final class Buffers {
  private static final int PIECE = 8 * 1024;

  private Buffers() {}

  /** Where each buffer is. */
  public static int[] positions(ByteBuffer[] buffers, int offset, int length) {
    int[] positions = new int[length];
    for (int i = 0; i < length; i++) {
      positions[i] = buffers[offset + i].position();
    }
    return positions;
  }

  /** Hands over what has passed since the buffers were there. */
  public static void pass(ByteBuffer[] buffers, int offset, int[] before, ByteSink sink) {
    for (int i = 0; i < before.length; i++) {
      pass(buffers[offset + i], before[i], sink);
    }
  }

  /** Hands over what lies between there and the position. */
  public static void pass(ByteBuffer buffer, int from, ByteSink sink) {
    pass(buffer, from, buffer.position(), sink);
  }

  /** Hands over what lies between. */
  public static void pass(ByteBuffer buffer, int from, int to, ByteSink sink) {
    if (from >= to) {
      return;
    }
    if (buffer.hasArray()) {
      int start = buffer.arrayOffset();
      sink.read(buffer.array(), start + from, start + to);
      return;
    }
    byte[] piece = new byte[Math.min(PIECE, to - from)];
    for (int at = from; at < to; at += piece.length) {
      int length = Math.min(piece.length, to - at);
      buffer.get(at, piece, 0, length);
      sink.read(piece, 0, length);
    }
  }
}
