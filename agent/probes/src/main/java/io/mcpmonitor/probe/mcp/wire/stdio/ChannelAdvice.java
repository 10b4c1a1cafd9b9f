package io.mcpmonitor.probe.mcp.wire.stdio;

import io.mcpmonitor.mcp.wire.Buffers;
import io.mcpmonitor.mcp.wire.ByteSink;
import io.mcpmonitor.mcp.wire.LeavingBytes;
import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What is read and written by channels. */
final class ChannelAdvice {
  private final FileDescriptor in;
  private final FileDescriptor out;
  private final StdioScope scope;
  private final ByteSink incoming;
  private final LeavingBytes outgoing;

  ChannelAdvice(StdioScope scope) {
    this.in = scope.in;
    this.out = scope.out;
    this.scope = scope;
    this.incoming = scope::read;
    this.outgoing = new LeavingBytes(scope::writes);
  }

  @Nullable Object reads(Object channel, FileDescriptor file) {
    if (file == in) {
      scope.reads();
    }
    return null;
  }

  void read(
      int count, @Nullable Object state, Object channel, FileDescriptor file, ByteBuffer buffer) {
    if (file == in) {
      if (count > 0) {
        Buffers.pass(buffer, buffer.position() - count, incoming);
      } else if (count < 0) {
        scope.ended();
      }
    }
  }

  @Nullable Object writes(Object channel, FileDescriptor file, @Nullable ByteBuffer buffer) {
    if (file != out || buffer == null) {
      return null;
    }
    outgoing.leaves(buffer);
    return buffer;
  }

  void wrote(int count, @Nullable Object state) {
    if (state instanceof ByteBuffer buffer) {
      outgoing.left(buffer);
    }
  }

  /** The positions before. */
  @Nullable Object readsMany(
      Object channel, FileDescriptor file, ByteBuffer[] buffers, int offset, int length) {
    if (file != in) {
      return null;
    }
    scope.reads();
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
        scope.ended();
      }
      Buffers.pass(buffers, offset, before, incoming);
    }
  }

  @Nullable Object writesMany(
      Object channel,
      FileDescriptor file,
      ByteBuffer @Nullable [] buffers,
      int offset,
      int length) {
    if (file != out || buffers == null) {
      return null;
    }
    outgoing.leave(buffers, offset, length);
    return buffers;
  }

  void wroteMany(
      long count,
      @Nullable Object state,
      Object channel,
      FileDescriptor file,
      ByteBuffer[] buffers,
      int offset,
      int length) {
    if (state != null) {
      outgoing.left(buffers, offset, length);
    }
  }
}
