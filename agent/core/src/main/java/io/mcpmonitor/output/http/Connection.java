package io.mcpmonitor.output.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One client. Touched by the server's I/O thread only, {@link #abandon} excepted.
 *
 * <pre>
 *   READING ──request──► HANDLING ──answer──► WRITING ──written──► IDLE ──byte──► READING
 *      └──────────malformed request───────────►┘  └──last answer──► DRAINING ──► closed
 * </pre>
 *
 * Every state has a deadline; the connection is closed when it passes (HANDLING is answered first).
 */
final class Connection {
  /** What the connection waits for, in the order in which connections are given up for new ones. */
  enum State {
    /** The client closes: closing at once could destroy the answer it has not read yet. */
    DRAINING,
    /** The next request. */
    IDLE,
    /** The rest of a request. */
    READING,
    /** The client's reading of the answer. */
    WRITING,
    /** The answer, from the handler. */
    HANDLING
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ServerLimits limits;
  private final RequestReader reader = new RequestReader();
  private State state = State.READING;
  private long since;
  private long deadline;
  private volatile boolean abandoned;
  private @Nullable Outgoing outgoing;

  Connection(SocketChannel channel, SelectionKey key, ServerLimits limits, long now) {
    this.channel = channel;
    this.key = key;
    this.limits = limits;
    enter(State.READING, limits.head(), SelectionKey.OP_READ, now);
  }

  State state() {
    return state;
  }

  /** When it entered its state, on the clock of {@link System#nanoTime()}. */
  long since() {
    return since;
  }

  /** Whether it has been in its state for too long, or its answer will never come. */
  boolean isLate(long now) {
    return deadline - now <= 0 || abandoned;
  }

  long deadline() {
    return deadline;
  }

  /** There will be no answer. May be called by any thread, with a full heap too. */
  void abandon() {
    abandoned = true;
  }

  /** Bytes of the answer that are not yet written. */
  int waitingBytes() {
    return outgoing == null ? 0 : outgoing.remaining();
  }

  /**
   * Reads what has arrived.
   *
   * @param buffer for the way
   * @return a request to handle; null when there is none yet
   * @throws IOException also when the client has closed: there is nothing left to do then
   */
  @Nullable HttpRequest onReadable(ByteBuffer buffer, long now) throws IOException {
    buffer.clear();
    if (state != State.DRAINING) {
      buffer.limit(Math.min(buffer.capacity(), reader.room()));
    }
    int count = channel.read(buffer);
    if (count < 0) {
      throw new IOException("closed by the client");
    }
    if (count == 0 || state == State.DRAINING) {
      return null;
    }
    if (state == State.IDLE) {
      enter(State.READING, limits.head(), SelectionKey.OP_READ, now);
    }
    reader.take(buffer.flip());
    return nextRequest(buffer, now);
  }

  /** Continues the answer; returns the request behind it when the client has sent one already. */
  @Nullable HttpRequest onWritable(ByteBuffer buffer, long now) throws IOException {
    Outgoing current = outgoing;
    if (current == null || !current.writeTo(channel, buffer)) {
      return null;
    }
    outgoing = null;
    if (!current.keepAlive()) {
      channel.shutdownOutput();
      enter(State.DRAINING, limits.drain(), SelectionKey.OP_READ, now);
      return null;
    }
    if (reader.hasBytes()) {
      enter(State.READING, limits.head(), SelectionKey.OP_READ, now);
      return nextRequest(buffer, now);
    }
    enter(State.IDLE, limits.idle(), SelectionKey.OP_READ, now);
    return null;
  }

  /** Begins to write an answer; returns as {@link #onWritable} does. */
  @Nullable HttpRequest answer(Outgoing answer, ByteBuffer buffer, long now) throws IOException {
    outgoing = answer;
    enter(State.WRITING, limits.write(), SelectionKey.OP_WRITE, now);
    return onWritable(buffer, now);
  }

  void close() {
    key.cancel();
    try {
      channel.close();
    } catch (IOException e) {
      // the descriptor is released all the same
    }
  }

  private @Nullable HttpRequest nextRequest(ByteBuffer buffer, long now) throws IOException {
    try {
      HttpRequest next = reader.next();
      if (next != null) {
        abandoned = false;
        enter(State.HANDLING, limits.handle(), 0, now);
      }
      return next;
    } catch (BadRequest refusal) {
      answer(new Outgoing(null, refusal.answer()), buffer, now);
      return null;
    }
  }

  private void enter(State next, Duration atMost, int interest, long now) {
    state = next;
    since = now;
    deadline = now + atMost.toNanos();
    key.interestOps(interest);
  }
}
