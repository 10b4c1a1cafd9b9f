package com.example.matrix;

import jakarta.servlet.Servlet;
import org.jspecify.annotations.Nullable;

/**
 * A server that has been built.
 *
 * @param http the HTTP side; null on stdio
 * @param close ends the server and waits for it
 */
public record Served(@Nullable HttpSide http, Runnable close) {
  /** A server in a servlet container, or on stdio where there is no servlet. */
  public static Served in(@Nullable Servlet servlet, Runnable close) {
    return new Served(servlet == null ? null : new ServletContainer(servlet), close);
  }
}
