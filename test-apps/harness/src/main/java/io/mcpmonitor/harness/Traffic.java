package io.mcpmonitor.harness;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What went over the wire, seen at the client: the truth that telemetry is compared with. A request
 * counts when its answer has come.
 */
public final class Traffic {
  private static final Set<Integer> CALLER_FAULTS = Set.of(-32700, -32600, -32601, -32602, -32002);

  /** The status of a request whose outcome only the server knows. */
  public static final String UNANSWERED = "unanswered";

  private final Map<Object, JSONRPCRequest> pending = new HashMap<>();
  private final Map<Call, Integer> calls = new TreeMap<>();
  private final Map<String, Integer> fromServer = new TreeMap<>();
  private final List<String> answers = new ArrayList<>();

  /**
   * One kind of finished request.
   *
   * @param tool the name in a tools/call, else empty
   * @param status {@code success}, {@code error} or {@link #UNANSWERED}; a result with isError is
   *     an error, a fault of the caller is not
   */
  public record Call(String method, String tool, String status) implements Comparable<Call> {
    @Override
    public int compareTo(Call other) {
      return toString().compareTo(other.toString());
    }
  }

  Traffic() {}

  synchronized void sent(JSONRPCMessage message) {
    if (message instanceof JSONRPCRequest request) {
      pending.put(request.id(), request);
    }
  }

  /** The transport gave no answer: some SDK versions answer an error with a bare HTTP 500. */
  synchronized void failed(JSONRPCMessage message) {
    if (message instanceof JSONRPCRequest request && pending.remove(request.id()) != null) {
      finished(request, UNANSWERED, "no answer");
    }
  }

  synchronized void received(JSONRPCMessage message) {
    if (message instanceof JSONRPCRequest request) {
      fromServer.merge(request.method(), 1, Integer::sum);
    } else if (message instanceof JSONRPCResponse response) {
      JSONRPCRequest request = pending.remove(response.id());
      if (request != null) {
        boolean failed = isServerError(response) || isError(response);
        finished(request, failed ? "error" : "success", text(response));
      }
    }
  }

  private void finished(JSONRPCRequest request, String status, String answer) {
    String tool = request.method().equals("tools/call") ? name(request) : "";
    calls.merge(new Call(request.method(), tool, status), 1, Integer::sum);
    answers.add(request.method() + " " + tool + " " + answer);
  }

  /** Requests of the client that have been answered or have failed. */
  public synchronized Map<Call, Integer> calls() {
    return new TreeMap<>(calls);
  }

  /** Requests of the server, by method. */
  public synchronized Map<String, Integer> fromServer() {
    return new TreeMap<>(fromServer);
  }

  /** Every answer without its id, in an order that does not depend on concurrency. */
  public synchronized List<String> answers() {
    return answers.stream().sorted().toList();
  }

  private static String name(JSONRPCRequest request) {
    Map<?, ?> params = McpJsonDefaults.getMapper().convertValue(request.params(), Map.class);
    return String.valueOf(params.get("name"));
  }

  /** By the OpenTelemetry conventions what the caller did wrong is no error of the server. */
  private static boolean isServerError(JSONRPCResponse response) {
    return response.error() != null && !CALLER_FAULTS.contains(response.error().code());
  }

  private static boolean isError(JSONRPCResponse response) {
    return response.result() instanceof Map<?, ?> result
        && Boolean.TRUE.equals(result.get("isError"));
  }

  private static String text(JSONRPCResponse response) {
    Object content = response.error() == null ? response.result() : response.error();
    try {
      return McpJsonDefaults.getMapper().writeValueAsString(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
