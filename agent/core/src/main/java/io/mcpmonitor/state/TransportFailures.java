package io.mcpmonitor.state;

import io.mcpmonitor.event.McpTransport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Transports that can no longer deliver messages: the last failure of each kind.
 *
 * <p>A failure is over when an answer that was made after it is written on a transport of that
 * kind. Otherwise a stdio transport stays dead, as its process serves one client and no other will
 * come; any other kind is forgiven after {@value #FORGIVEN_MINUTES} minutes, as clients come and go
 * and the failed one may be long gone.
 */
final class TransportFailures {
  static final int FORGIVEN_MINUTES = 5;

  private static final int MAX_TEXT = 200;

  private volatile Map<McpTransport, Failure> failures = Map.of();

  synchronized void failed(McpTransport transport, String message, long nanos) {
    Map<McpTransport, Failure> changed = new EnumMap<>(McpTransport.class);
    changed.putAll(failures);
    changed.put(transport, new Failure(message, nanos));
    failures = changed;
  }

  /** An answer was written; costs one read while nothing has failed. */
  void answered(McpTransport transport, long endNanos) {
    if (!failures.isEmpty()) {
      recover(transport, endNanos);
    }
  }

  /** What dead transports said, one text for each kind. */
  List<String> at(long nowNanos) {
    List<String> dead = new ArrayList<>();
    failures.forEach(
        (transport, failure) -> {
          boolean old = nowNanos - failure.nanos >= TimeUnit.MINUTES.toNanos(FORGIVEN_MINUTES);
          if (transport == McpTransport.STDIO || !old) {
            dead.add(transport.id() + ": " + failure.message);
          }
        });
    return List.copyOf(dead);
  }

  private synchronized void recover(McpTransport transport, long endNanos) {
    Failure failure = failures.get(transport);
    if (failure == null || endNanos - failure.nanos <= 0) {
      return;
    }
    Map<McpTransport, Failure> changed = new EnumMap<>(McpTransport.class);
    changed.putAll(failures);
    changed.remove(transport);
    failures = changed;
  }

  private record Failure(String message, long nanos) {
    private Failure {
      message = message.length() <= MAX_TEXT ? message : message.substring(0, MAX_TEXT);
    }
  }
}
