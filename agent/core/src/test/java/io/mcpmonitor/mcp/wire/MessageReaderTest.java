package io.mcpmonitor.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
  private static final String CALL =
      """
      {"jsonrpc":"2.0","id":7,"method":"tools/call","params":{"name":"h\\u00e9llo \\"x\\"",\
      "arguments":{"name":"not this","deep":[[{"method":"nor this"}]],"quote":"\\\\"},\
      "_meta":{"traceparent":"00-a-b-01","io.modelcontextprotocol/protocolVersion":"2026-07-28",\
      "io.modelcontextprotocol/clientInfo":{"name":"client","version":"1.2"}}}}""";

  private final List<String> seen = new ArrayList<>();

  private final MessageReader.Listener listener =
      new MessageReader.Listener() {
        @Override
        public void message(Message message) {
          seen.add(described(message));
        }

        @Override
        public void unreadable() {
          seen.add("unreadable");
        }

        @Override
        public void foreign() {
          seen.add("foreign");
        }
      };

  private static String described(Message message) {
    StringBuilder text = new StringBuilder();
    text.append(message.method()).append(' ').append(message.id());
    Object params = message.params();
    for (String name : List.of("name", "uri", "requestId", "progress")) {
      Object value = Message.FIELDS.get(params, name);
      text.append(value == null ? "" : " " + name + "=" + value);
    }
    Object result = message.result();
    Object failed = Message.FIELDS.get(result, "isError");
    text.append(failed == null ? "" : " isError=" + failed);
    text.append(message.tools().isEmpty() ? "" : " " + message.tools());
    text.append(message.prompts().isEmpty() ? "" : " " + message.prompts());
    text.append(message.isError() ? " error " + message.errorCode() : "");
    return text.toString();
  }

  private MessageReader lines() {
    return new MessageReader(true, new Words(), 0, listener);
  }

  private MessageReader document() {
    return new MessageReader(false, new Words(), 0, listener);
  }

  private static void read(MessageReader reader, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    reader.read(bytes, 0, bytes.length);
  }

  @Test
  void findsWhatIsWorthReading() {
    List<Object> found = new ArrayList<>();
    MessageReader reader =
        new MessageReader(
            true,
            new Words(),
            0,
            new MessageReader.Listener() {
              @Override
              public void message(Message message) {
                Object meta = Message.FIELDS.get(message.params(), "_meta");
                Object client = Message.FIELDS.get(meta, "io.modelcontextprotocol/clientInfo");
                found.add(message.isJsonRpc());
                found.add(message.method());
                found.add(message.id());
                found.add(Message.FIELDS.text(message.params(), "name"));
                found.add(Message.FIELDS.text(meta, "traceparent"));
                found.add(Message.FIELDS.text(meta, "io.modelcontextprotocol/protocolVersion"));
                found.add(Message.FIELDS.text(client, "version"));
                found.add(Message.FIELDS.get(message.params(), "arguments"));
                found.add(message.length());
              }

              @Override
              public void unreadable() {}

              @Override
              public void foreign() {}
            });

    read(reader, CALL + "\n");

    long length = CALL.getBytes(StandardCharsets.UTF_8).length;
    assertThat(found)
        .containsExactly(
            true,
            "tools/call",
            7L,
            "h\u00e9llo \"x\"",
            "00-a-b-01",
            "2026-07-28",
            "1.2",
            null,
            length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 64})
  void messagesComeInPiecesOfAnySize(int size) {
    String text =
        CALL
            + "\r\n\n[{\"id\":\"a\",\"jsonrpc\":\"2.0\",\"method\":\"ping\"} , "
            + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":"
            + "{\"requestId\":7}}]\n"
            + "some line of a log, {\"id\":1}\n"
            + "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":{\"content\":[{\"isError\":false}],"
            + "\"isError\":true}}\n"
            + "{\"jsonrpc\":\"2.0\",\"id\":-1,\"error\":{\"message\":\"no\",\"code\":-32601}}\n"
            + "{\"level\":\"info\",\"message\":\"a line of a log in JSON\"}\n"
            + "{\"jsonrpc\":\"2.0\",\"id\":8,\"result\":{\"tools\":[{\"name\":\"one\","
            + "\"inputSchema\":{\"properties\":{\"name\":{}}}},{\"title\":\"x\",\"name\":"
            + "\"\\ud83d\\ude00\"}],\"prompts\":[{\"name\":\"p\"}]}}\n";
    MessageReader reader = lines();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

    for (int from = 0; from < bytes.length; from += size) {
      reader.read(bytes, from, Math.min(bytes.length, from + size));
    }

    assertThat(seen)
        .containsExactly(
            "tools/call 7 name=h\u00e9llo \"x\"",
            "ping a",
            "notifications/cancelled null requestId=7",
            "unreadable",
            "null 7 isError=true",
            "null -1 error -32601",
            "foreign",
            "null 8 [one, \ud83d\ude00] [p]");
  }

  @Test
  void aLineThatIsNoJsonHidesNoOther() {
    MessageReader reader = lines();
    for (String bad :
        List.of(
            "{\"jsonrpc\":\"2.0\",",
            "{\"jsonrpc\":\"2.0",
            "{\"jsonrpc\" 1}",
            "{\"id\":}",
            "{\"id\":[}",
            "{]",
            "{\"params\":{\"arguments\":[1,2",
            "\"text\"",
            "12",
            "\u00e9",
            "{\"id\":\"a\\")) {
      seen.clear();
      read(reader, bad + "\n");
      read(reader, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n");
      assertThat(seen).as(bad).endsWith("ping 1");
    }
  }

  @Test
  void aDocumentMayHaveLineBreaks() {
    read(
        document(), "\ufeff{\n  \"jsonrpc\": \"2.0\",\n\t\"id\": 1,\r\n\"method\" : \"ping\"\n}\n");
    assertThat(seen).containsExactly("ping 1");
  }

  @Test
  void anotherDocumentIsGivenUpAtItsFirstName() {
    MessageReader reader = document();
    read(reader, "{\"user\":{\"jsonrpc\":\"2.0\",");
    read(reader, "\"id\":1}, \"method\":\"tools/call\"}");
    assertThat(seen).containsExactly("foreign");
    reader.reset();
    read(reader, "{\"method\":\"ping\",\"id\":2}");
    assertThat(seen).containsExactly("foreign", "ping 2");
  }

  @Test
  void numbersAreTheSameIdHoweverTheyAreWritten() {
    List<Object> ids = new ArrayList<>();
    MessageReader reader =
        new MessageReader(
            true,
            new Words(),
            0,
            new MessageReader.Listener() {
              @Override
              public void message(Message message) {
                ids.add(message.id());
              }

              @Override
              public void unreadable() {}

              @Override
              public void foreign() {}
            });
    for (String id : List.of("5", "5.0", "5e0", "-3", "1.5", "123456789012345678", "null", "x")) {
      read(reader, "{\"id\":" + id + "}\n");
    }
    assertThat(ids).containsExactly(5L, 5L, 5L, -3L, 1.5, 123456789012345678L, null, null);
  }

  @Test
  void contentIsKeptOnlyUpToItsLimit() {
    List<Object> arguments = new ArrayList<>();
    MessageReader reader =
        new MessageReader(
            true,
            new Words(),
            60,
            new MessageReader.Listener() {
              @Override
              public void message(Message message) {
                arguments.add(
                    message.method() != null
                        ? Message.FIELDS.get(message.params(), "arguments")
                        : Message.FIELDS.get(message.result(), "content"));
              }

              @Override
              public void unreadable() {}

              @Override
              public void foreign() {}
            });
    String call = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{";
    read(reader, call + "\"arguments\":{\"a\":[1,{\"b\":\"}\"}],\"c\":null},\"name\":\"x\"}}\n");
    read(reader, call + "\"arguments\":{\"text\":\"" + "x".repeat(60) + "\"}}}\n");
    read(reader, "{\"id\":1,\"result\":{\"content\":[{\"text\":\"t\"}],\"isError\":false}}\n");

    assertThat(arguments.get(0)).hasToString("{a=[1.0, {b=}}], c=null}");
    assertThat(arguments.get(1)).isNull();
    assertThat(arguments.get(2)).isEqualTo(List.of(Map.of("text", "t")));
  }

  @Test
  void longTextsAreCutAndLongMessagesAreRead() {
    String name = "n".repeat(100_000);
    MessageReader reader = lines();
    read(reader, "{\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + name + "\"}}\n");
    read(
        reader,
        "{\"params\":{\"arguments\":"
            + "[".repeat(50_000)
            + "]".repeat(50_000)
            + "},\"id\":2,\"method\":\"ping\"}\n");
    read(reader, "{\"id\":" + "[".repeat(200_000) + "\n{\"id\":3,\"method\":\"ping\"}\n");

    assertThat(seen).hasSize(4);
    assertThat(seen.get(0)).startsWith("tools/call 1 name=nnn").hasSizeLessThan(17_000);
    assertThat(seen.subList(1, 4)).containsExactly("ping 2", "unreadable", "ping 3");
  }

  @Test
  void whateverComesNothingIsThrown() {
    Random random = new Random(42);
    String alphabet = "{}[]\",:\\u0aeflnrt jsonrpc\"id\"method\"params\n\r\t-1.\u00e9\ud83d\ude00";
    byte[] call = (CALL + "\n").getBytes(StandardCharsets.UTF_8);
    MessageReader reader = lines();
    MessageReader document = new MessageReader(false, new Words(), 100, listener);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes =
          switch (round % 3) {
            case 0 -> randomBytes(random);
            case 1 -> randomText(random, alphabet);
            default -> changed(random, call);
          };
      int split = random.nextInt(bytes.length + 1);
      reader.read(bytes, 0, split);
      reader.read(bytes, split, bytes.length);
      document.reset();
      document.read(bytes, 0, split);
      document.read(bytes, split, bytes.length);
      if (seen.size() > 1_000) {
        seen.clear();
      }
    }
    seen.clear();
    read(reader, "\n" + CALL + "\n");
    assertThat(seen).endsWith("tools/call 7 name=h\u00e9llo \"x\"");
    assertThat(JsonParser.parseString(CALL).isJsonObject()).isTrue();
  }

  private static byte[] randomBytes(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] randomText(Random random, String alphabet) {
    StringBuilder text = new StringBuilder("{");
    for (int i = random.nextInt(200); i >= 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] changed(Random random, byte[] message) {
    byte[] bytes = message.clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextBoolean()
        ? bytes
        : java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }
}
