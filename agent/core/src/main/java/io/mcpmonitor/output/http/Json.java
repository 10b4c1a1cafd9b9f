package io.mcpmonitor.output.http;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.health.HealthReport.Check;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON for people and programs: snake_case names, lower-case enums, times in ISO 8601,
 * four decimals, null and non-finite numbers absent.
 */
public final class Json {
  private static final double PARTS = 10_000;

  private final Gson gson =
      new GsonBuilder()
          .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
          .setPrettyPrinting()
          .disableHtmlEscaping()
          .registerTypeAdapterFactory(new LowerCaseEnums()) // first: later ones win
          .registerTypeAdapter(Instant.class, text((Instant time) -> time.toString()))
          .registerTypeAdapter(McpTransport.class, text(McpTransport::id))
          .registerTypeAdapter(double.class, new Decimal())
          .registerTypeAdapter(Double.class, new Decimal())
          .registerTypeAdapter(Check.class, checks())
          .create();

  /** The text of a record, list or map, with a line break at its end. */
  public String write(Object value) {
    return gson.toJson(value) + "\n";
  }

  private static <T> JsonSerializer<T> text(Function<T, String> toText) {
    return (value, type, context) -> new JsonPrimitive(toText.apply(value));
  }

  /** The numbers of a check stand beside its status, not in an object of their own. */
  private static JsonSerializer<Check> checks() {
    return (check, type, context) -> {
      JsonObject object = new JsonObject();
      object.add("status", context.serialize(check.status()));
      object.addProperty("message", check.message());
      check.numbers().forEach((name, number) -> object.add(name, context.serialize(number)));
      return object;
    };
  }

  private abstract static class WriteOnly<T> extends TypeAdapter<T> {
    @Override
    public T read(JsonReader in) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class Decimal extends WriteOnly<Double> {
    @Override
    public void write(JsonWriter out, @Nullable Double value) throws IOException {
      if (value == null || !Double.isFinite(value)) {
        out.nullValue();
      } else {
        out.value(Math.abs(value) < 1e12 ? Math.rint(value * PARTS) / PARTS : value);
      }
    }
  }

  private static final class LowerCaseEnums implements TypeAdapterFactory {
    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
      if (!Enum.class.isAssignableFrom(type.getRawType())) {
        return null;
      }
      return new WriteOnly<>() {
        @Override
        public void write(JsonWriter out, @Nullable T value) throws IOException {
          out.value(value == null ? null : value.toString().toLowerCase(Locale.ROOT));
        }
      };
    }
  }
}
