package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Outcome;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.inject.Feature;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Reads what an answer says of its call, and ends the call. */
final class Answers {
  private final SdkScope scope;

  Answers(SdkScope scope) {
    this.scope = scope;
  }

  /** This process answers a request. The call ends before the answer leaves. */
  void answered(McpCall call, McpSchema.JSONRPCResponse response) {
    if (response.error() != null) {
      scope.traces.failed(call, response.error().message());
      end(call, Outcome.PROTOCOL_ERROR, SdkDifferences.code(response.error()), null);
    } else {
      result(call, response.result());
    }
    if (!call.isOurs()) {
      scope.unwritten.put(response, call);
    }
  }

  /** A result without its envelope: of a handler, or as a client gets it. */
  void result(McpCall call, @Nullable Object result) {
    learn(call, result);
    scope.traces.result(call, result);
    boolean toolFailed =
        result instanceof McpSchema.CallToolResult tool && Boolean.TRUE.equals(tool.isError());
    end(call, toolFailed ? Outcome.TOOL_ERROR : Outcome.OK, null, null);
  }

  /** There was no answer. */
  void failed(McpCall call, Throwable failure) {
    scope.traces.failed(call, failure.getMessage());
    if (failure instanceof McpError error && error.getJsonRpcError() != null) {
      end(call, Outcome.PROTOCOL_ERROR, SdkDifferences.code(error.getJsonRpcError()), null);
    } else {
      Outcome outcome = failure instanceof TimeoutException ? Outcome.TIMED_OUT : Outcome.THREW;
      end(call, outcome, null, failure.getClass().getName());
    }
  }

  void completed(McpCall call) {
    end(call, Outcome.OK, null, null);
  }

  void cancelled(McpCall call) {
    end(call, Outcome.CANCELLED, null, null);
  }

  private void end(
      McpCall call, Outcome outcome, @Nullable Integer code, @Nullable String errorType) {
    if (call.end(outcome, code, errorType, System.nanoTime())) {
      scope.pipeline.endCall(call);
    }
  }

  /** What a good answer tells about the server: who it is and what it has. */
  private void learn(McpCall call, @Nullable Object result) {
    McpSession session = call.session();
    String server = session == null ? null : session.serverName();
    switch (call.method()) {
      case McpMethods.INITIALIZE -> {
        if (result instanceof McpSchema.InitializeResult initialized) {
          initialized(call, session, initialized);
        }
      }
      case McpMethods.TOOLS_LIST -> {
        if (result instanceof McpSchema.ListToolsResult list && list.tools() != null) {
          learnTools(call, server, list.tools());
        }
      }
      case McpMethods.PROMPTS_LIST -> {
        if (result instanceof McpSchema.ListPromptsResult list && list.prompts() != null) {
          list.prompts().forEach(p -> scope.names.learn(TargetKind.PROMPT, server, p.name()));
        }
      }
      default -> {
        TargetKind kind = call.targetKind();
        String target = call.target();
        if (kind != null && target != null && !call.isOurs()) {
          learn(call, kind, server, target); // only what exists has a result
        }
      }
    }
  }

  /** What the agent has put into this server is none of its tools. */
  private void learnTools(McpCall call, @Nullable String server, List<McpSchema.Tool> tools) {
    for (McpSchema.Tool tool : tools) {
      if (call.wire().side() == Side.CLIENT
          || !Feature.isOurTool(tool.name(), tool.description())) {
        learn(call, TargetKind.TOOL, server, tool.name());
      }
    }
  }

  private void learn(McpCall call, TargetKind kind, @Nullable String server, String name) {
    if (call.wire().side() == Side.CLIENT) {
      scope.names.register(kind, server, name);
    } else {
      scope.names.learn(kind, server, name);
    }
  }

  private void initialized(
      McpCall call, @Nullable McpSession session, McpSchema.InitializeResult result) {
    McpSchema.Implementation server = result.serverInfo();
    boolean own = call.wire().side() == Side.SERVER;
    if (own && server != null) {
      scope.serverSeen(server.name(), server.version());
    }
    if (session == null) {
      call.wire(call.wire().withProtocolVersion(result.protocolVersion()));
      return;
    }
    session.protocolVersion(result.protocolVersion());
    if (server != null) {
      session.server(server.name());
      if (!own) {
        session.peer(server.name(), server.version());
      }
    }
    call.session(session, call.wire().side());
  }
}
