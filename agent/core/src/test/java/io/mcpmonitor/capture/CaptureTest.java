package io.mcpmonitor.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaptureTest {
  private final Capture shapes = new Capture(CaptureLevel.SHAPES, List.of(), 4_096);
  private final Capture values = new Capture(CaptureLevel.VALUES, List.of("iban"), 4_096);

  /** As a server's SDK has it. */
  public record Content(String type, String text) {}

  /** As a server's SDK has it. */
  public record Result(List<Content> content, Boolean isError, Object nothing) {}

  private static Map<String, Object> arguments() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("query", "from \"here\"\n");
    arguments.put("limit", 5);
    arguments.put("password", "geheim");
    arguments.put("iban", List.of("DE1"));
    arguments.put("deep", Map.of("list", List.of(1.5, true)));
    arguments.put("none", null);
    return arguments;
  }

  @Test
  void metadataIsNoContent() {
    assertThat(Capture.NONE.isOn()).isFalse();
    assertThat(Capture.NONE.of(arguments())).isNull();
    assertThat(Capture.NONE.ofField("q", "v")).isNull();
    assertThat(Capture.NONE.ofMessage("v")).isNull();
  }

  @Test
  void shapesShowNoValue() {
    assertThat(shapes.of(arguments()))
        .isEqualTo(
            "{\"query\":\"string(12)\",\"limit\":\"number\",\"password\":\"REDACTED\","
                + "\"iban\":[\"string(3)\"],\"deep\":{\"list\":[\"number\",\"boolean\"]},"
                + "\"none\":null}");
    assertThat(shapes.ofField("city", "Wien")).isEqualTo("\"string(4)\"");
    assertThat(shapes.ofMessage("boom")).isNull();
  }

  @Test
  void valuesShowNoSecret() {
    assertThat(values.of(arguments()))
        .isEqualTo(
            "{\"query\":\"from \\\"here\\\"\\u000a\",\"limit\":5,\"password\":\"REDACTED\","
                + "\"iban\":\"REDACTED\",\"deep\":{\"list\":[1.5,true]},\"none\":null}");
    assertThat(values.ofField("city", "Wien")).isEqualTo("Wien");
    assertThat(values.ofField("iban", "DE1")).isEqualTo("REDACTED");
    assertThat(values.ofMessage("no access with Bearer abcdef123"))
        .isEqualTo("no access with REDACTED");
  }

  @Test
  void recordsAreWrittenWithWhatTheyHave() {
    assertThat(values.of(new Result(List.of(new Content("text", "hi")), false, null)))
        .isEqualTo("{\"content\":[{\"type\":\"text\",\"text\":\"hi\"}],\"isError\":false}");
  }

  @Test
  void everythingIsBounded() {
    Capture small = new Capture(CaptureLevel.VALUES, List.of(), 100);
    assertThat(small.of("x".repeat(1_000_000))).hasSizeLessThanOrEqualTo(101);
    assertThat(small.of(IntStream.range(0, 100_000).boxed().toList()))
        .hasSizeLessThanOrEqualTo(101);
    Object nested = "end";
    for (int i = 0; i < 10_000; i++) {
      nested = List.of(nested);
    }
    assertThat(values.of(nested)).contains("…");
    Map<String, Integer> many = new LinkedHashMap<>();
    IntStream.range(0, 100).forEach(i -> many.put("k" + i, i));
    String text = values.of(many);
    assertThat(JsonParser.parseString(text).getAsJsonObject().size()).isEqualTo(65);
  }
}
