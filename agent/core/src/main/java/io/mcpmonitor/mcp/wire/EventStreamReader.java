package io.mcpmonitor.mcp.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events in bytes that pass by. The data of each event goes on as it comes; only that
 * of an event called {@code endpoint} is kept, which is where a client of HTTP+SSE shall post to.
 */
final class EventStreamReader implements ByteSink {
  /** Who gets the events. */
  interface Listener {
    /** Data of an event, or a piece of it. */
    void data(byte[] bytes, int from, int to);

    /** An event has ended. */
    void event(boolean isEndpoint, @Nullable String endpoint);
  }

  private static final int LONGEST_ENDPOINT = 2_048;
  private static final int LONGEST_NAME = 16;
  private static final byte[] LINE_BREAK = {'\n'};
  private static final String ENDPOINT = "endpoint";

  /** Where the reader is in a line. */
  private enum State {
    FIELD,
    /** Behind the colon, where one space does not count. */
    SPACE,
    DATA,
    EVENT,
    IGNORED
  }

  private final Listener listener;
  private final byte[] name = new byte[LONGEST_NAME];
  private State state = State.FIELD;
  private State value = State.IGNORED;
  private int nameLength;
  private boolean afterReturn;
  private boolean hasData;
  private boolean isEndpoint;
  private boolean hasIds;
  private byte[] endpoint = {};
  private int endpointLength;

  EventStreamReader(Listener listener) {
    this.listener = listener;
  }

  /** Whether events have ids, so that a client that loses its connection may ask for the rest. */
  boolean hasIds() {
    return hasIds;
  }

  @Override
  public void read(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      byte b = bytes[i];
      if (b == '\n' || b == '\r') {
        if (b == '\r' || !afterReturn) {
          line();
        }
        afterReturn = b == '\r';
        i++;
      } else {
        afterReturn = false;
        i = inLine(bytes, i, to);
      }
    }
  }

  private int inLine(byte[] bytes, int i, int to) {
    switch (state) {
      case FIELD -> {
        field(bytes[i]);
        return i + 1;
      }
      case SPACE -> {
        state = value;
        return bytes[i] == ' ' ? i + 1 : i;
      }
      default -> {
        int end = i;
        while (end < to && bytes[end] != '\n' && bytes[end] != '\r') {
          end++;
        }
        value(bytes, i, end);
        return end;
      }
    }
  }

  private void field(byte b) {
    if (b != ':') {
      if (nameLength < LONGEST_NAME) {
        name[nameLength] = b;
      }
      nameLength++;
      return;
    }
    state = State.SPACE;
    value = State.IGNORED;
    if (isName("data")) {
      value = State.DATA;
      if (hasData) {
        listener.data(LINE_BREAK, 0, 1);
      }
      hasData = true;
    } else if (isName("event")) {
      value = State.EVENT;
      isEndpoint = false;
      nameLength = 0;
    } else if (isName("id")) {
      hasIds = true;
    }
  }

  private void value(byte[] bytes, int from, int to) {
    if (state == State.EVENT) {
      for (int i = from; i < to; i++, nameLength++) {
        if (nameLength < LONGEST_NAME) {
          name[nameLength] = bytes[i];
        }
      }
      isEndpoint = isName(ENDPOINT);
    } else if (state == State.DATA) {
      if (isEndpoint) {
        keep(bytes, from, to);
      } else {
        listener.data(bytes, from, to);
      }
    }
  }

  private void keep(byte[] bytes, int from, int to) {
    if (endpoint.length == 0) {
      endpoint = new byte[LONGEST_ENDPOINT];
    }
    int length = Math.min(to - from, LONGEST_ENDPOINT - endpointLength);
    System.arraycopy(bytes, from, endpoint, endpointLength, length);
    endpointLength += length;
  }

  /** A line ends; an empty one ends the event. */
  private void line() {
    if (state == State.FIELD && nameLength == 0 && hasData) {
      listener.event(
          isEndpoint,
          isEndpoint ? new String(endpoint, 0, endpointLength, StandardCharsets.UTF_8) : null);
      hasData = false;
      isEndpoint = false;
      endpointLength = 0;
    }
    state = State.FIELD;
    nameLength = 0;
  }

  private boolean isName(String wanted) {
    if (nameLength != wanted.length()) {
      return false;
    }
    for (int i = 0; i < nameLength; i++) {
      if (name[i] != wanted.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
