package io.mcpmonitor.probe.kotlin;

import io.modelcontextprotocol.kotlin.sdk.CallToolResultBase;
import io.modelcontextprotocol.kotlin.sdk.Implementation;
import io.modelcontextprotocol.kotlin.sdk.InitializeResult;
import io.modelcontextprotocol.kotlin.sdk.JSONRPCNotification;
import io.modelcontextprotocol.kotlin.sdk.JSONRPCRequest;
import io.modelcontextprotocol.kotlin.sdk.JSONRPCResponse;
import io.modelcontextprotocol.kotlin.sdk.ListPromptsResult;
import io.modelcontextprotocol.kotlin.sdk.ListToolsResult;
import io.modelcontextprotocol.kotlin.sdk.McpError;
import io.modelcontextprotocol.kotlin.sdk.Prompt;
import io.modelcontextprotocol.kotlin.sdk.Request;
import io.modelcontextprotocol.kotlin.sdk.RequestId;
import io.modelcontextprotocol.kotlin.sdk.Tool;
import io.modelcontextprotocol.kotlin.sdk.shared.Protocol;
import java.util.List;
import kotlinx.serialization.json.JsonElement;
import org.jspecify.annotations.Nullable;

/** Types lie in the package of the SDK, and an error is a part of a response. */
final class TypesUntil07 implements SdkTypes {
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
            : message instanceof JSONRPCResponse response ? response.getId() : null;
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
        ? new JSONRPCRequest(request.getId(), request.getMethod(), params, request.getJsonrpc())
        : message instanceof JSONRPCNotification notification
            ? new JSONRPCNotification(notification.getMethod(), params, notification.getJsonrpc())
            : message;
  }

  @Override
  public @Nullable Object result(Object answer) {
    return answer instanceof JSONRPCResponse response && response.getError() == null
        ? response.getResult()
        : null;
  }

  @Override
  public int errorCode(Object answer) {
    return answer instanceof JSONRPCResponse response && response.getError() != null
        ? response.getError().getCode().getCode()
        : 0;
  }

  @Override
  public @Nullable String errorMessage(Object answer) {
    return answer instanceof JSONRPCResponse response && response.getError() != null
        ? response.getError().getMessage()
        : null;
  }

  @Override
  public boolean isToolError(@Nullable Object result) {
    return result instanceof CallToolResultBase tool && Boolean.TRUE.equals(tool.isError());
  }

  @Override
  public String methodOf(Object request) {
    return ((Request) request).getMethod().getValue();
  }

  @Override
  public @Nullable String sessionId(Protocol protocol) {
    return null;
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
    return failure instanceof McpError answer ? answer.getCode() : null;
  }
}
