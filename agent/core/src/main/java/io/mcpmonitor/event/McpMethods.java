package io.mcpmonitor.event;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The methods of every published MCP revision. Any other method is the caller's invention. */
public final class McpMethods {
  public static final String INITIALIZE = "initialize";
  public static final String TOOLS_CALL = "tools/call";
  public static final String TOOLS_LIST = "tools/list";
  public static final String PROMPTS_GET = "prompts/get";
  public static final String PROMPTS_LIST = "prompts/list";
  public static final String CANCELLED = "notifications/cancelled";

  public static final String DISCOVER = "server/discover";

  /** A request that stays open for as long as the client listens. */
  public static final String SUBSCRIPTIONS_LISTEN = "subscriptions/listen";

  private static final Set<String> KNOWN =
      Set.of(
          INITIALIZE,
          TOOLS_CALL,
          TOOLS_LIST,
          PROMPTS_GET,
          PROMPTS_LIST,
          CANCELLED,
          SUBSCRIPTIONS_LISTEN,
          "ping",
          DISCOVER,
          "completion/complete",
          "elicitation/create",
          "logging/setLevel",
          "resources/list",
          "resources/read",
          "resources/subscribe",
          "resources/templates/list",
          "resources/unsubscribe",
          "roots/list",
          "sampling/createMessage",
          "tasks/cancel",
          "tasks/get",
          "tasks/list",
          "tasks/result",
          "notifications/elicitation/complete",
          "notifications/initialized",
          "notifications/message",
          "notifications/progress",
          "notifications/prompts/list_changed",
          "notifications/resources/list_changed",
          "notifications/resources/updated",
          "notifications/roots/list_changed",
          "notifications/subscriptions/acknowledged",
          "notifications/tasks/status",
          "notifications/tools/list_changed");

  private static final Map<String, String> CANONICAL = new HashMap<>();

  static {
    for (String method : KNOWN) {
      CANONICAL.put(method, method);
    }
  }

  /** What no other protocol on JSON-RPC says; LSP begins with {@link #INITIALIZE} too. */
  private static final Set<String> UNMISTAKABLE =
      Set.of(
          TOOLS_CALL,
          TOOLS_LIST,
          PROMPTS_GET,
          PROMPTS_LIST,
          SUBSCRIPTIONS_LISTEN,
          DISCOVER,
          "completion/complete",
          "logging/setLevel",
          "resources/list",
          "resources/read",
          "resources/subscribe",
          "resources/templates/list",
          "notifications/initialized");

  private McpMethods() {}

  /** Whether some MCP revision defines this method. */
  public static boolean isKnown(String method) {
    return KNOWN.contains(method);
  }

  /**
   * The same text; for a method that is known the same object each time, whose hash is known and
   * which is compared at once.
   */
  static String canonical(String method) {
    String known = CANONICAL.get(method);
    return known != null ? known : method;
  }

  /** Whether a message with this method is of MCP, whoever sent it. */
  public static boolean isUnmistakable(String method) {
    return UNMISTAKABLE.contains(method);
  }
}
