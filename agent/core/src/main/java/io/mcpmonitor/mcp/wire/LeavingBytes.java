package io.mcpmonitor.mcp.wire;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is written from buffers. It is seen before it leaves, since its answer may be quicker than
 * the return of the write; what is not taken of a buffer comes again and is not seen twice.
 */
public final class LeavingBytes {
  private final ByteSink sink;

  /** How much of what comes next has been seen. */
  private final AtomicLong seen = new AtomicLong();

  /**
   * @param sink gets the bytes
   */
  public LeavingBytes(ByteSink sink) {
    this.sink = sink;
  }

  /** This buffer is about to be written. */
  public void leaves(ByteBuffer buffer) {
    seen.addAndGet(-pass(buffer, seen.get()));
  }

  /** These buffers are about to be written. */
  public void leave(ByteBuffer[] buffers, int offset, int length) {
    if (isWithin(buffers, offset, length)) {
      for (int i = offset; i < offset + length; i++) {
        leaves(buffers[i]);
      }
    }
  }

  /** Returns how much of the buffer has been seen. */
  private long pass(ByteBuffer buffer, long before) {
    int known = (int) Math.min(before, buffer.remaining());
    Buffers.pass(buffer, buffer.position() + known, buffer.limit(), sink);
    return known;
  }

  /** The buffer was written, or a part of it. */
  public void left(ByteBuffer buffer) {
    if (buffer.hasRemaining()) {
      seen.addAndGet(buffer.remaining());
    }
  }

  /** The buffers were written, or a part of them. */
  public void left(ByteBuffer[] buffers, int offset, int length) {
    if (isWithin(buffers, offset, length)) {
      for (int i = offset; i < offset + length; i++) {
        left(buffers[i]);
      }
    }
  }

  /** Else it is for the writer to refuse them. */
  private static boolean isWithin(ByteBuffer[] buffers, int offset, int length) {
    return offset >= 0 && length >= 0 && offset <= buffers.length - length;
  }
}
