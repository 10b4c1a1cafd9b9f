package io.mcpmonitor.mcp.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventStreamReaderTest {
  private final List<String> events = new ArrayList<>();
  private final StringBuilder data = new StringBuilder();
  private final EventStreamReader reader =
      new EventStreamReader(
          new EventStreamReader.Listener() {
            @Override
            public void data(byte[] bytes, int from, int to) {
              data.append(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
            }

            @Override
            public void event(boolean isEndpoint, @Nullable String endpoint) {
              events.add(isEndpoint ? "endpoint " + endpoint : data.toString());
              data.setLength(0);
            }
          });

  private List<String> read(String stream, int pieces) {
    byte[] bytes = stream.replace("|", "\n").getBytes(StandardCharsets.ISO_8859_1);
    for (int at = 0; at < bytes.length; at += pieces) {
      reader.read(bytes, at, Math.min(bytes.length, at + pieces));
    }
    return events;
  }

  /** A {@code |} is the end of a line, a slash divides the events that are expected. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "data: {}||, {}",
        "data:{}||, {}",
        "data:  {}||, ` {}`",
        "event: message|data: {\"a\":1}||, {\"a\":1}",
        "data: 1|data: 2||, `1\n2`",
        "id: 7|data: {}||data: [1]||, {}/[1]",
        ": ping||data: {}||: ping||, {}",
        "retry: 10||, ``",
        "event: endpoint|data: /message?sessionId=1||data: {}||, endpoint /message?sessionId=1/{}",
        "event: endpoints|data: {}||, {}",
        "data: not complete|, ``",
      })
  void inPiecesOfAnySize(String stream, String expected) {
    List<String> wanted =
        expected.isEmpty() ? List.of() : List.of(expected.split("/(?!message)", -1));
    for (int pieces : new int[] {1, 2, 3, 7, 1_000}) {
      EventStreamReaderTest fresh = new EventStreamReaderTest();
      assertThat(fresh.read(stream, pieces)).isEqualTo(wanted);
      assertThat(new EventStreamReaderTest().read(stream.replace("|", "\r\n"), pieces))
          .isEqualTo(wanted);
      assertThat(new EventStreamReaderTest().read(stream.replace("|", "\r"), pieces))
          .isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @CsvSource({"id: 1|data: 2||, true", "data: id: 1||, false"})
  void idsMakeItResumable(String stream, boolean resumable) {
    assertThat(read(stream, 1)).hasSize(1);
    assertThat(reader.hasIds()).isEqualTo(resumable);
  }
}
