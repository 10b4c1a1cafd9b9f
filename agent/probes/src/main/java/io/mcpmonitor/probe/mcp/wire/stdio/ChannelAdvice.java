package io.mcpmonitor.probe.mcp.wire.stdio;

import io.mcpmonitor.mcp.wire.StdioWire;
import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is read and written by channels. Of a buffer, what is before its position has passed. */
final class ChannelAdvice {
  private static final int PIECE = 8 * 1024;

  private final FileDescriptor in;
  private final FileDescriptor out;
  private final StdioWire wire;

  ChannelAdvice(StdioScope scope) {
    this.in = scope.in;
    this.out = scope.out;
    this.wire = scope.wire;
  }

  @Nullable Object reads(Object channel, FileDescriptor file) {
    if (file == in) {
      wire.reads();
    }
    return null;
  }

  void read(
      int count, @Nullable Object state, Object channel, FileDescriptor file, ByteBuffer buffer) {
    if (file == in) {
      if (count > 0) {
        pass(buffer, buffer.position() - count, true);
      } else if (count < 0) {
        wire.ended();
      }
    }
  }

  void wrote(
      int count, @Nullable Object state, Object channel, FileDescriptor file, ByteBuffer buffer) {
    if (file == out && count > 0) {
      pass(buffer, buffer.position() - count, false);
    }
  }

  /** The positions before. */
  @Nullable Object readsMany(
      Object channel, FileDescriptor file, ByteBuffer[] buffers, int offset, int length) {
    if (file != in) {
      return null;
    }
    wire.reads();
    return positions(buffers, offset, length);
  }

  void readMany(
      long count,
      @Nullable Object state,
      Object channel,
      FileDescriptor file,
      ByteBuffer[] buffers,
      int offset) {
    if (state instanceof int[] before) {
      if (count < 0) {
        wire.ended();
      }
      pass(buffers, offset, before, true);
    }
  }

  /** The positions before. */
  @Nullable Object writesMany(
      Object channel, FileDescriptor file, ByteBuffer[] buffers, int offset, int length) {
    return file == out ? positions(buffers, offset, length) : null;
  }

  void wroteMany(
      long count,
      @Nullable Object state,
      Object channel,
      FileDescriptor file,
      ByteBuffer[] buffers,
      int offset) {
    if (state instanceof int[] before) {
      pass(buffers, offset, before, false);
    }
  }

  private static int[] positions(ByteBuffer[] buffers, int offset, int length) {
    int[] positions = new int[length];
    for (int i = 0; i < length; i++) {
      positions[i] = buffers[offset + i].position();
    }
    return positions;
  }

  private void pass(ByteBuffer[] buffers, int offset, int[] before, boolean incoming) {
    for (int i = 0; i < before.length; i++) {
      pass(buffers[offset + i], before[i], incoming);
    }
  }

  /** What lies between there and the position. */
  private void pass(ByteBuffer buffer, int from, boolean incoming) {
    int to = buffer.position();
    if (buffer.hasArray()) {
      int start = buffer.arrayOffset();
      pass(buffer.array(), start + from, start + to, incoming);
      return;
    }
    byte[] piece = new byte[Math.min(PIECE, to - from)];
    for (int at = from; at < to; at += piece.length) {
      int length = Math.min(piece.length, to - at);
      buffer.get(at, piece, 0, length);
      pass(piece, 0, length, incoming);
    }
  }

  private void pass(byte[] bytes, int from, int to, boolean incoming) {
    if (incoming) {
      wire.read(bytes, from, to);
    } else {
      wire.writes(bytes, from, to);
    }
  }
}
