package io.mcpmonitor.record;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.Wire;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of the OpenTelemetry conventions for MCP. */
final class McpAttributes {
  static final AttributeKey<String> METHOD = AttributeKey.stringKey("mcp.method.name");
  static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
  static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  /** The labels of the metrics that are not in the conventions. */
  static final AttributeKey<String> METHOD_LABEL = AttributeKey.stringKey("method");

  static final AttributeKey<String> TOOL_LABEL = AttributeKey.stringKey("tool");

  /** Stands for an error type or code when there are too many or none is known. */
  static final String OTHER_ERROR = "_OTHER";

  static final String TOOL_ERROR = "tool_error";
  static final String CANCELLED = "cancelled";
  static final String TIMEOUT = "timeout";

  static final AttributeKey<String> PROMPT = AttributeKey.stringKey("gen_ai.prompt.name");
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  private static final AttributeKey<String> PROTOCOL_VERSION =
      AttributeKey.stringKey("mcp.protocol.version");
  private static final AttributeKey<String> NETWORK_TRANSPORT =
      AttributeKey.stringKey("network.transport");
  private static final AttributeKey<String> NETWORK_PROTOCOL =
      AttributeKey.stringKey("network.protocol.name");
  static final AttributeKey<String> SERVER_ADDRESS = AttributeKey.stringKey("server.address");
  static final AttributeKey<Long> SERVER_PORT = AttributeKey.longKey("server.port");
  static final AttributeKey<String> STATUS_CODE =
      AttributeKey.stringKey("rpc.response.status_code");

  /** The codes by which a server says that the caller did wrong: no error of the server. */
  private static final Set<Integer> CALLERS_FAULT = Set.of(-32700, -32600, -32601, -32602, -32002);

  private McpAttributes() {}

  static Attributes ofSession(Wire wire) {
    AttributesBuilder attributes = Attributes.builder();
    putWire(attributes, wire);
    return attributes.build();
  }

  static Attributes ofOperation(Wire wire, String method, @Nullable TargetKind kind, String name) {
    AttributesBuilder attributes = Attributes.builder();
    putWire(attributes, wire);
    attributes.put(METHOD, method);
    if (method.equals(McpMethods.TOOLS_CALL)) {
      attributes.put(OPERATION, "execute_tool");
    }
    if (kind == TargetKind.TOOL) {
      attributes.put(TOOL, name);
    } else if (kind == TargetKind.PROMPT) {
      attributes.put(PROMPT, name);
    }
    return attributes.build();
  }

  static Attributes withErrorType(Attributes operation, String errorType) {
    return operation.toBuilder().put(ERROR_TYPE, errorType).build();
  }

  static Attributes withCode(Attributes operation, Integer code, boolean failed) {
    AttributesBuilder attributes = operation.toBuilder().put(STATUS_CODE, code.toString());
    if (failed) {
      attributes.put(ERROR_TYPE, code.toString());
    }
    return attributes.build();
  }

  /** What a failed call failed with, by the conventions; null when it is no failure. */
  static @Nullable String errorType(McpCall call) {
    return switch (call.outcome()) {
      case OK -> null;
      case TOOL_ERROR -> TOOL_ERROR;
      case CANCELLED -> CANCELLED;
      case TIMED_OUT -> or(call.errorType(), TIMEOUT);
      case THREW -> or(call.errorType(), OTHER_ERROR);
      case PROTOCOL_ERROR -> {
        Integer code = call.errorCode();
        if (code == null) {
          yield OTHER_ERROR;
        }
        boolean excused = call.wire().side() == Side.SERVER && isCallersFault(code);
        yield excused ? null : code.toString();
      }
    };
  }

  private static String or(@Nullable String type, String fallback) {
    return type == null ? fallback : type;
  }

  static boolean isCallersFault(Integer code) {
    return CALLERS_FAULT.contains(code);
  }

  static void putWire(AttributesBuilder attributes, Wire wire) {
    putIfKnown(attributes, PROTOCOL_VERSION, wire.protocolVersion());
    putIfKnown(attributes, NETWORK_TRANSPORT, wire.transport().networkTransport());
    putIfKnown(attributes, NETWORK_PROTOCOL, wire.transport().networkProtocol());
    if (wire.side() == Side.CLIENT && wire.serverAddress() != null) {
      attributes.put(SERVER_ADDRESS, wire.serverAddress());
      attributes.put(SERVER_PORT, (long) wire.serverPort());
    }
  }

  static void putIfKnown(
      AttributesBuilder attributes, AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      attributes.put(key, value);
    }
  }
}
