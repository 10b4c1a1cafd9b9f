package io.mcpmonitor.probe.mcp.wire.stdio;

import io.mcpmonitor.mcp.wire.Buffers;
import io.mcpmonitor.mcp.wire.ByteSink;
import io.mcpmonitor.mcp.wire.StdioWire;
import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is read and written by channels. Of a buffer, what is before its position has passed. */
final class ChannelAdvice {
  private final FileDescriptor in;
  private final FileDescriptor out;
  private final StdioWire wire;
  private final ByteSink incoming;
  private final ByteSink outgoing;

  ChannelAdvice(StdioScope scope) {
    this.in = scope.in;
    this.out = scope.out;
    this.wire = scope.wire;
    this.incoming = wire::read;
    this.outgoing = wire::writes;
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
        Buffers.pass(buffer, buffer.position() - count, incoming);
      } else if (count < 0) {
        wire.ended();
      }
    }
  }

  void wrote(
      int count, @Nullable Object state, Object channel, FileDescriptor file, ByteBuffer buffer) {
    if (file == out && count > 0) {
      Buffers.pass(buffer, buffer.position() - count, outgoing);
    }
  }

  /** The positions before. */
  @Nullable Object readsMany(
      Object channel, FileDescriptor file, ByteBuffer[] buffers, int offset, int length) {
    if (file != in) {
      return null;
    }
    wire.reads();
    return Buffers.positions(buffers, offset, length);
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
      Buffers.pass(buffers, offset, before, incoming);
    }
  }

  /** The positions before. */
  @Nullable Object writesMany(
      Object channel, FileDescriptor file, ByteBuffer[] buffers, int offset, int length) {
    return file == out ? Buffers.positions(buffers, offset, length) : null;
  }

  void wroteMany(
      long count,
      @Nullable Object state,
      Object channel,
      FileDescriptor file,
      ByteBuffer[] buffers,
      int offset) {
    if (state instanceof int[] before) {
      Buffers.pass(buffers, offset, before, outgoing);
    }
  }
}
