package io.mcpmonitor.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object of an agent that may be older or newer than this command: nothing is required. */
record Json(JsonObject object) {

  /** The text, or empty. */
  String text(String name) {
    return text(name, "");
  }

  String text(String name, String otherwise) {
    return object.get(name) instanceof JsonPrimitive value ? value.getAsString() : otherwise;
  }

  /** The number, or NaN. */
  double number(String name) {
    return object.get(name) instanceof JsonPrimitive value && value.isNumber()
        ? value.getAsDouble()
        : Double.NaN;
  }

  /** The members that are objects, by name. */
  Map<String, Json> objects(String name) {
    Map<String, Json> members = new LinkedHashMap<>();
    if (object.get(name) instanceof JsonObject parent) {
      for (Map.Entry<String, JsonElement> member : parent.entrySet()) {
        if (member.getValue() instanceof JsonObject child) {
          members.put(member.getKey(), new Json(child));
        }
      }
    }
    return members;
  }

  /** The items of the list that are objects. */
  List<Json> items(String name) {
    return items(object.get(name));
  }

  static List<Json> items(@Nullable JsonElement list) {
    List<Json> items = new ArrayList<>();
    if (list instanceof JsonArray array) {
      for (JsonElement item : array) {
        if (item instanceof JsonObject child) {
          items.add(new Json(child));
        }
      }
    }
    return items;
  }

  /** The items of the list that are texts. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (object.get(name) instanceof JsonArray array) {
      for (JsonElement item : array) {
        if (item instanceof JsonPrimitive value) {
          texts.add(value.getAsString());
        }
      }
    }
    return texts;
  }
}
