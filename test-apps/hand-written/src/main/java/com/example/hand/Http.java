package com.example.hand;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request and its response, whichever server has them. */
interface Http {
  String method();

  String path();

  @Nullable String query();

  @Nullable String header(String name);

  /** The whole body of the request. */
  String body() throws IOException;

  /** Answers with a body, or without one when it is null. */
  void answer(int status, Map<String, String> headers, @Nullable String body) throws IOException;

  /**
   * Begins to answer with a stream of events.
   *
   * @param stays whether it stays open when the request has been handled
   */
  Events events(boolean stays) throws IOException;

  /** A stream of events. */
  interface Events {
    /** Sends one event. */
    void send(@Nullable String name, String data) throws IOException;

    /** Sends a comment, to find out whether somebody listens. */
    void ping() throws IOException;

    void close() throws IOException;
  }
}
