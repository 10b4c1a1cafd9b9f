package io.mcpmonitor.mcp.wire;

import org.jspecify.annotations.Nullable;

/** What is known of an HTTP request and its response, however a server keeps it. */
public interface HttpHead {
  /** The method, such as {@code POST}. */
  @Nullable String method();

  /** The path without the query. */
  @Nullable String path();

  /** The query without its question mark; null when there is none. */
  @Nullable String query();

  /** A header of the request; null when there is none. */
  @Nullable String requestHeader(String name);

  /** The status of the response, as far as it is known. */
  int status();

  /** A header of the response, as far as it is known; null when there is none. */
  @Nullable String responseHeader(String name);

  /** Address of the client; null when unknown. */
  @Nullable String clientAddress();

  /** Port of the client; 0 when unknown. */
  int clientPort();

  /** Version of HTTP, such as {@code 1.1}; null when unknown. */
  @Nullable String httpVersion();
}
