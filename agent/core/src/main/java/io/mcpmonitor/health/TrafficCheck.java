package io.mcpmonitor.health;

import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.health.HealthReport.Check;
import io.mcpmonitor.health.HealthReport.CheckStatus;
import io.mcpmonitor.state.Snapshot;
import io.mcpmonitor.state.Snapshot.CallInFlight;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether MCP requests get through and succeed.
 *
 * <ul>
 *   <li>a transport that can no longer deliver messages: fail (the snapshot says for how long)
 *   <li>of at least {@value #MIN_REQUESTS} recent requests, half failed: fail; a tenth failed: warn
 *   <li>at least {@value #MIN_MALFORMED} recent messages that cannot be read, and more of them than
 *       requests: warn
 *   <li>a request to this process that is {@value #STUCK_SECONDS} seconds old: warn. A request that
 *       is meant to last ({@code subscriptions/listen}) is never stuck, and neither is one this
 *       process sent: the peer may be waiting for a person.
 * </ul>
 */
final class TrafficCheck {
  static final long MIN_REQUESTS = 20;
  static final long MIN_MALFORMED = 10;
  static final double WARN_ERROR_RATE = 0.1;
  static final double FAIL_ERROR_RATE = 0.5;
  static final int STUCK_SECONDS = 300;

  private TrafficCheck() {}

  static Check mcp(Snapshot snapshot) {
    Snapshot.Traffic traffic = snapshot.traffic();
    double errorRate = rate(traffic.recentErrors(), traffic.recentRequests());
    List<CallInFlight> stuck =
        snapshot.callsInFlight().stream().filter(TrafficCheck::isStuck).toList();

    Map<String, Number> numbers = new LinkedHashMap<>();
    numbers.put("requests", traffic.recentRequests());
    numbers.put("errors", traffic.recentErrors());
    numbers.put("error_rate", errorRate);
    numbers.put("in_flight", snapshot.callsInFlight().size());
    numbers.put("stuck_calls", stuck.size());

    numbers.put("malformed_messages", traffic.recentMalformed());

    CheckStatus status = CheckStatus.PASS;
    List<String> found = new ArrayList<>();
    if (!snapshot.transportFailures().isEmpty()) {
      status = CheckStatus.FAIL;
      found.add("transport dead: " + String.join("; ", snapshot.transportFailures()));
    }
    if (traffic.recentRequests() >= MIN_REQUESTS && errorRate >= WARN_ERROR_RATE) {
      status = worse(status, errorRate >= FAIL_ERROR_RATE ? CheckStatus.FAIL : CheckStatus.WARN);
      found.add(
          traffic.recentErrors() + " of " + traffic.recentRequests() + " recent requests failed");
    }
    if (traffic.recentMalformed() >= MIN_MALFORMED
        && traffic.recentMalformed() > traffic.recentRequests()) {
      status = worse(status, CheckStatus.WARN);
      found.add(
          traffic.recentMalformed()
              + " recent messages could not be read, more than there were requests:"
              + " the other end does not speak MCP, or something else writes between");
    }
    if (!stuck.isEmpty()) {
      status = worse(status, CheckStatus.WARN);
      found.add(describe(stuck));
    }
    String message = found.isEmpty() ? "requests are answered" : String.join("; ", found);
    return new Check(status, message, Collections.unmodifiableMap(numbers));
  }

  /** Errors per request, 0 to 1; 0 without requests. */
  static double rate(long errors, long requests) {
    return requests <= 0 ? 0 : (double) errors / requests;
  }

  private static boolean isStuck(CallInFlight call) {
    return call.side() == Side.SERVER
        && call.ageSeconds() >= STUCK_SECONDS
        && !call.method().equals(McpMethods.SUBSCRIPTIONS_LISTEN);
  }

  private static CheckStatus worse(CheckStatus one, CheckStatus other) {
    return one == CheckStatus.FAIL ? one : other;
  }

  private static String describe(List<CallInFlight> stuck) {
    CallInFlight oldest =
        Collections.max(stuck, (a, b) -> Double.compare(a.ageSeconds(), b.ageSeconds()));
    String method = McpMethods.isKnown(oldest.method()) ? oldest.method() : "_other";
    String what = oldest.tool() == null ? method : method + " " + oldest.tool();
    return stuck.size()
        + (stuck.size() == 1 ? " call is" : " calls are")
        + " unanswered for more than "
        + STUCK_SECONDS
        + " s, the oldest: "
        + what
        + " for "
        + Math.round(oldest.ageSeconds())
        + " s";
  }
}
