package io.mcpmonitor.mcp.wire;

import org.jspecify.annotations.Nullable;

/**
 * The body of a request or of its response, as it passes by. What the application has compressed
 * itself is undone. Its exchange sees to it that it is used by one thread at a time.
 */
abstract class HttpBody implements MessageReader.Listener {
  final HttpExchange exchange;
  final MessageReader reader;
  private final @Nullable Unzip unzip;
  private boolean given;

  /**
   * @param encoding the header {@code Content-Encoding}
   */
  HttpBody(HttpExchange exchange, @Nullable String encoding) {
    this.exchange = exchange;
    this.reader = exchange.calls.reader(false, this);
    this.unzip = Unzip.of(encoding);
  }

  /** Gets what is not compressed any more. */
  abstract ByteSink plain();

  final void read(byte[] bytes, int from, int to) {
    if (given) {
      return;
    }
    if (unzip == null) {
      plain().read(bytes, from, to);
    } else {
      unzip.read(bytes, from, to, plain());
    }
  }

  /** The rest is of no interest. */
  final void giveUp() {
    given = true;
  }

  final void close() {
    given = true;
    if (unzip != null) {
      unzip.close();
    }
  }
}
