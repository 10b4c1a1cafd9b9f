package io.mcpmonitor.probe.kotlin;

import io.modelcontextprotocol.kotlin.sdk.server.ServerSession;
import io.modelcontextprotocol.kotlin.sdk.shared.Protocol;
import io.modelcontextprotocol.kotlin.sdk.types.CallToolResult;
import io.modelcontextprotocol.kotlin.sdk.types.Implementation;
import io.modelcontextprotocol.kotlin.sdk.types.InitializeResult;
import io.modelcontextprotocol.kotlin.sdk.types.JSONRPCError;
import io.modelcontextprotocol.kotlin.sdk.types.JSONRPCNotification;
import io.modelcontextprotocol.kotlin.sdk.types.JSONRPCRequest;
import io.modelcontextprotocol.kotlin.sdk.types.JSONRPCResponse;
import io.modelcontextprotocol.kotlin.sdk.types.ListPromptsResult;
import io.modelcontextprotocol.kotlin.sdk.types.ListToolsResult;
import io.modelcontextprotocol.kotlin.sdk.types.McpException;
import io.modelcontextprotocol.kotlin.sdk.types.Prompt;
import io.modelcontextprotocol.kotlin.sdk.types.Request;
import io.modelcontextprotocol.kotlin.sdk.types.RequestId;
import io.modelcontextprotocol.kotlin.sdk.types.Tool;
import java.util.List;
import kotlinx.serialization.json.JsonElement;
import org.jspecify.annotations.Nullable;

/** Types have a package of their own, and an error is a message of its own. */
final class TypesSince08 implements SdkTypes {
  @Override
  public @Nullable String method(Object message) {
    return message instanceof JSONRPCRequest request
        ? request.getMethod()
        : message instanceof JSONRPCNotification notification ? notification.getMethod() : null;
  }

  @Override
  public @Nullable Object id(Object message) {
    RequestId id =
        message instanceof JSONRPCRequest request
            ? request.getId()
            : message instanceof JSONRPCResponse response
                ? response.getId()
                : message instanceof JSONRPCError error ? error.getId() : null;
    return id instanceof RequestId.NumberId number
        ? (Object) number.getValue()
        : id instanceof RequestId.StringId text ? text.getValue() : null;
  }

  @Override
  public @Nullable JsonElement params(Object message) {
    return message instanceof JSONRPCRequest request
        ? request.getParams()
        : message instanceof JSONRPCNotification notification ? notification.getParams() : null;
  }

  @Override
  public Object withParams(Object message, JsonElement params) {
    return message instanceof JSONRPCRequest request
        ? new JSONRPCRequest(request.getId(), request.getMethod(), params)
        : message instanceof JSONRPCNotification notification
            ? new JSONRPCNotification(notification.getMethod(), params)
            : message;
  }

  @Override
  public @Nullable Object result(Object answer) {
    return answer instanceof JSONRPCResponse response ? response.getResult() : null;
  }

  @Override
  public int errorCode(Object answer) {
    return answer instanceof JSONRPCError error ? error.getError().getCode() : 0;
  }

  @Override
  public @Nullable String errorMessage(Object answer) {
    return answer instanceof JSONRPCError error ? error.getError().getMessage() : null;
  }

  @Override
  public boolean isToolError(@Nullable Object result) {
    return result instanceof CallToolResult tool && Boolean.TRUE.equals(tool.isError());
  }

  @Override
  public String methodOf(Object request) {
    return ((Request) request).getMethod().getValue();
  }

  @Override
  public @Nullable String sessionId(Protocol protocol) {
    return protocol instanceof ServerSession session ? session.getSessionId() : null;
  }

  @Override
  public @Nullable Object field(Object object, String name) {
    if (object instanceof InitializeResult result) {
      return switch (name) {
        case "protocolVersion" -> result.getProtocolVersion();
        case "serverInfo" -> result.getServerInfo();
        default -> null;
      };
    }
    if (object instanceof Implementation implementation) {
      return switch (name) {
        case "name" -> implementation.getName();
        case "version" -> implementation.getVersion();
        default -> null;
      };
    }
    if (object instanceof ListToolsResult list) {
      return name.equals("tools") ? list.getTools() : null;
    }
    if (object instanceof Tool tool) {
      return switch (name) {
        case "name" -> tool.getName();
        case "description" -> tool.getDescription();
        default -> null;
      };
    }
    return null;
  }

  @Override
  public List<String> tools(@Nullable Object result) {
    return result instanceof ListToolsResult list
        ? list.getTools().stream().map(Tool::getName).toList()
        : List.of();
  }

  @Override
  public List<String> prompts(@Nullable Object result) {
    return result instanceof ListPromptsResult list
        ? list.getPrompts().stream().map(Prompt::getName).toList()
        : List.of();
  }

  @Override
  public @Nullable String name(Object feature) {
    return feature instanceof Tool tool
        ? tool.getName()
        : feature instanceof Prompt prompt ? prompt.getName() : null;
  }

  @Override
  public @Nullable Integer code(Throwable failure) {
    return failure instanceof McpException answer ? answer.getCode() : null;
  }
}
