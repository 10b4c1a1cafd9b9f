package io.mcpmonitor.probe.mcp.helidon;

import io.mcpmonitor.mcp.Fields;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is read of Helidon's JSON and JSON-RPC, by handles that were found once. */
final class HelidonJson implements Fields {
  private static final String JSON = "io.helidon.json.";

  private final Class<?> object;
  private final Class<?> array;
  private final MethodHandle values;
  private final MethodHandle value;
  private final MethodHandle type;
  private final MethodHandle asText;
  private final MethodHandle text;
  private final MethodHandle asNumber;
  private final MethodHandle number;
  private final MethodHandle asBoolean;
  private final MethodHandle truth;
  private final MethodHandle result;
  private final MethodHandle error;
  private final MethodHandle code;
  private final MethodHandle message;

  HelidonJson(ClassLoader library) throws ReflectiveOperationException {
    Class<?> json = Class.forName(JSON + "JsonValue", false, library);
    Class<?> response =
        Class.forName("io.helidon.webserver.jsonrpc.JsonRpcResponse", false, library);
    Class<?> failure = Class.forName("io.helidon.jsonrpc.core.JsonRpcError", false, library);
    this.object = Class.forName(JSON + "JsonObject", false, library);
    this.array = Class.forName(JSON + "JsonArray", false, library);
    this.values = find(array, "values");
    this.value = find(object, "value", String.class);
    this.type = find(json, "type");
    this.asText = find(json, "asString");
    this.text = find(Class.forName(JSON + "JsonString", false, library), "value");
    this.asNumber = find(json, "asNumber");
    this.number = find(Class.forName(JSON + "JsonNumber", false, library), "bigDecimalValue");
    this.asBoolean = find(json, "asBoolean");
    this.truth = find(Class.forName(JSON + "JsonBoolean", false, library), "value");
    this.result = find(response, "result");
    this.error = find(response, "error");
    this.code = find(failure, "code");
    this.message = find(failure, "message");
  }

  private static MethodHandle find(Class<?> owner, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    Method method = owner.getMethod(name, parameters);
    return MethodHandles.publicLookup()
        .unreflect(method)
        .asType(MethodType.genericMethodType(parameters.length + 1));
  }

  @Override
  public @Nullable Object get(@Nullable Object json, String name) {
    if (!object.isInstance(json)) {
      return null;
    }
    Object found = call(value, json, name);
    return found instanceof Optional<?> optional ? plain(optional.orElse(null)) : null;
  }

  @Override
  public Iterable<?> elements(@Nullable Object list) {
    return array.isInstance(list) && call(values, list) instanceof List<?> known
        ? known
        : List.of();
  }

  /** A text, number or truth value as Java has it; anything else as it is. */
  private @Nullable Object plain(@Nullable Object json) {
    if (json == null) {
      return null;
    }
    return switch (String.valueOf(call(type, json))) {
      case "STRING" -> call(text, call(asText, json));
      case "NUMBER" -> number(call(number, call(asNumber, json)));
      case "BOOLEAN" -> call(truth, call(asBoolean, json));
      case "NULL" -> null;
      default -> json;
    };
  }

  private static Object number(@Nullable Object decimal) {
    Number given = (Number) decimal;
    if (given == null) {
      return 0L;
    }
    long whole = given.longValue();
    return whole == given.doubleValue() ? (Object) whole : (Object) given.doubleValue();
  }

  /** The result in an answer; null in one that has none. */
  @Nullable Object result(Object response) {
    return call(result, response) instanceof Optional<?> known ? known.orElse(null) : null;
  }

  /** The error in an answer; null in one that has none. */
  @Nullable Object error(Object response) {
    return call(error, response) instanceof Optional<?> known ? known.orElse(null) : null;
  }

  @Nullable Integer code(Object failure) {
    return (Integer) call(code, failure);
  }

  @Nullable String message(Object failure) {
    return (String) call(message, failure);
  }

  private static @Nullable Object call(MethodHandle handle, @Nullable Object... arguments) {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
