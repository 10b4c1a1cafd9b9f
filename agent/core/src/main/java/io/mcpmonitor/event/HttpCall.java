package io.mcpmonitor.event;

import org.jspecify.annotations.Nullable;

/** One HTTP request that the application sends while it works for an MCP call. */
public final class HttpCall extends Operation {
  private final String method;
  private final String url;
  private int statusCode;
  private @Nullable String errorType;

  /**
   * @param method of HTTP, as it is sent
   * @param url as it is asked for; credentials in it are hidden before anybody sees them
   * @param beginNanos when the request was about to be sent
   */
  public HttpCall(String method, String url, long beginNanos) {
    super(beginNanos);
    this.method = method;
    this.url = url;
  }

  /**
   * Ends the call with an answer; only the first of several ends counts.
   *
   * @return whether this was the first end
   */
  public boolean answered(int status, long nanos) {
    if (!endsAt(nanos)) {
      return false;
    }
    this.statusCode = status;
    return true;
  }

  /**
   * Ends the call without an answer; only the first of several ends counts.
   *
   * @param type class name of the exception
   * @return whether this was the first end
   */
  public boolean failed(String type, long nanos) {
    if (!endsAt(nanos)) {
      return false;
    }
    this.errorType = type;
    return true;
  }

  public String method() {
    return method;
  }

  public String url() {
    return url;
  }

  /** The status of the answer; 0 when there was none. */
  public int statusCode() {
    return statusCode;
  }

  /** Class name of the exception; null when there was an answer. */
  public @Nullable String errorType() {
    return errorType;
  }
}
