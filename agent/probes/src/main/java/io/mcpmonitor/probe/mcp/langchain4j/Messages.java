package io.mcpmonitor.probe.mcp.langchain4j;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.mcp.client.McpCallContext;
import dev.langchain4j.mcp.protocol.McpCallToolParams;
import dev.langchain4j.mcp.protocol.McpCancellationParams;
import dev.langchain4j.mcp.protocol.McpClientNotification;
import dev.langchain4j.mcp.protocol.McpClientParams;
import dev.langchain4j.mcp.protocol.McpClientRequest;
import dev.langchain4j.mcp.protocol.McpGetPromptParams;
import dev.langchain4j.mcp.protocol.McpReadResourceParams;
import io.mcpmonitor.mcp.Fields;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages as LangChain4j has them: answers are Jackson's trees in all versions. What is sent has
 * types of its own, which moved between packages and kept the names of their members; old ones have
 * maps of parameters.
 */
final class Messages implements Fields {
  private static final String META = "_meta";
  private static final String PARAMS = "dev.langchain4j.mcp.protocol.McpClientParams";

  /** Whether parameters have types that we know. */
  private final boolean typed = isThere(PARAMS);

  /** The few methods that a client knows, by the library's constant. */
  private final Map<Object, String> methods = new ConcurrentHashMap<>();

  @Override
  public @Nullable Object get(@Nullable Object object, String name) {
    if (object instanceof JsonNode json) {
      JsonNode value = json.get(name);
      return value == null || value.isNull()
          ? null
          : value.isTextual()
              ? value.textValue()
              : value.isNumber()
                  ? value.numberValue()
                  : value.isBoolean() ? (Object) value.booleanValue() : value;
    }
    if (object instanceof Map<?, ?> map) {
      return map.get(name);
    }
    return typed && object != null ? Typed.get(object, name) : null;
  }

  /** The JSON-RPC method of a message that is sent; null for an answer. */
  @Nullable String method(Object message) {
    try {
      Field field = message.getClass().getField("method");
      Object constant = field.get(message);
      if (!(constant instanceof Enum<?> known)) {
        return null;
      }
      String name = methods.get(constant);
      if (name == null) {
        Field declared = known.getDeclaringClass().getField(known.name());
        JsonProperty json = declared.getAnnotation(JsonProperty.class);
        name = json == null ? known.name() : json.value();
        methods.put(constant, name);
      }
      return name;
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  /** The id of a message that is sent; null for a notification. */
  @Nullable Object id(Object message) {
    return member(message, "getId");
  }

  /** The parameters of a message that is sent. */
  @Nullable Object params(Object message) {
    return member(message, "getParams");
  }

  /** The message that came with its context. */
  static Object message(Object context) {
    return ((McpCallContext) context).message();
  }

  /** Puts fields into the {@code _meta} of a message that is about to be written. */
  @SuppressWarnings("unchecked") // old versions have nothing else
  void meta(Object message, @Nullable Object params, Map<String, String> fields) {
    if (params instanceof Map<?, ?> map) {
      Map<String, Object> meta = new HashMap<>(fields);
      if (map.get(META) instanceof Map<?, ?> own) {
        own.forEach((name, value) -> meta.put(String.valueOf(name), value));
      }
      ((Map<String, Object>) map).put(META, meta);
    } else if (typed) {
      Typed.meta(message, params, fields);
    }
  }

  private static @Nullable Object member(Object message, String getter) {
    try {
      Method method = message.getClass().getMethod(getter);
      return method.invoke(message);
    } catch (ReflectiveOperationException e) {
      return null; // not every message has one
    }
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type, false, Messages.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException old) {
      return false;
    }
  }

  /** Of its own, because old versions have none of these types. */
  private static final class Typed {
    static @Nullable Object get(Object object, String name) {
      if (!(object instanceof McpClientParams params)) {
        return null;
      }
      return switch (name) {
        case META -> params.getMeta();
        case "name" ->
            params instanceof McpCallToolParams tool
                ? tool.getName()
                : params instanceof McpGetPromptParams prompt ? prompt.getName() : null;
        case "uri" -> params instanceof McpReadResourceParams resource ? resource.getUri() : null;
        case "arguments" ->
            params instanceof McpCallToolParams tool
                ? tool.getArguments()
                : params instanceof McpGetPromptParams prompt ? prompt.getArguments() : null;
        case "requestId" ->
            params instanceof McpCancellationParams cancelled ? cancelled.getRequestId() : null;
        default -> null;
      };
    }

    static void meta(Object message, @Nullable Object params, Map<String, String> fields) {
      McpClientParams given = params instanceof McpClientParams known ? known : null;
      if (given == null) {
        given = new McpClientParams();
        if (message instanceof McpClientRequest request) {
          request.setParams(given);
        } else if (message instanceof McpClientNotification notification) {
          notification.setParams(given);
        }
      }
      Map<String, Object> meta = new HashMap<>(fields);
      if (given.getMeta() != null) {
        meta.putAll(given.getMeta());
      }
      given.setMeta(meta);
    }
  }
}
