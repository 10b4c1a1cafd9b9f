package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.inject.Feature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kotlinx.serialization.KSerializer;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonArray;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonObject;

/**
 * Objects of the SDK made from their JSON, by its own serialisers: the constructors of its types
 * change with each version, and what they are on the wire does not.
 */
final class SdkJson {
  private static final String SDK = "io.modelcontextprotocol.kotlin.sdk.";

  private final ClassLoader library = SdkJson.class.getClassLoader();
  private final Json json;

  /** Of the types: they moved with 0.8. */
  private final String packageName;

  SdkJson() throws ReflectiveOperationException {
    boolean old = SdkTypes.find() instanceof TypesUntil07;
    this.packageName = old ? SDK : SDK + "types.";
    String holder = old ? SDK + "shared.ProtocolKt" : SDK + "types.JsonUtilsKt";
    this.json = (Json) type(holder).getMethod("getMcpJson").invoke(null);
  }

  private Class<?> type(String name) throws ReflectiveOperationException {
    return Class.forName(name, true, library);
  }

  @SuppressWarnings("unchecked") // of whatever type it is for
  private KSerializer<Object> serializer(String type) throws ReflectiveOperationException {
    Object companion = type(packageName + type).getField("Companion").get(null);
    return (KSerializer<Object>) companion.getClass().getMethod("serializer").invoke(companion);
  }

  /**
   * An object of the SDK.
   *
   * @param type simple name of its class
   */
  Object read(String type, Map<String, ?> fields) throws ReflectiveOperationException {
    return json.decodeFromJsonElement(serializer(type), element(fields));
  }

  /** The fields of an object of the SDK. */
  Map<String, Object> write(String type, Object object) throws ReflectiveOperationException {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (json.encodeToJsonElement(serializer(type), object) instanceof JsonObject written) {
      fields.putAll(written);
    }
    return fields;
  }

  /** The same capabilities of a server, with tools and resources where these features need them. */
  Object able(Object capabilities, List<Feature> features) throws ReflectiveOperationException {
    Map<String, Object> fields = write("ServerCapabilities", capabilities);
    boolean changed = false;
    for (Feature feature : features) {
      String field = feature.isTool() ? "tools" : "resources";
      if (!(fields.get(field) instanceof Map<?, ?>)) { // absent, or null in JSON
        fields.put(
            field,
            feature.isTool()
                ? Map.of("listChanged", false)
                : Map.of("subscribe", false, "listChanged", false));
        changed = true;
      }
    }
    return changed ? read("ServerCapabilities", fields) : capabilities;
  }

  private static JsonElement element(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, JsonElement> fields = new LinkedHashMap<>();
      map.forEach((name, field) -> fields.put(String.valueOf(name), element(field)));
      return new JsonObject(fields);
    }
    if (value instanceof List<?> list) {
      return new JsonArray(list.stream().map(SdkJson::element).toList());
    }
    if (value instanceof JsonElement known) {
      return known;
    }
    return value instanceof Boolean truth
        ? JsonElementKt.JsonPrimitive(truth)
        : JsonElementKt.JsonPrimitive(String.valueOf(value));
  }
}
