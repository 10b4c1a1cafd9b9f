package io.mcpmonitor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.McpTransport;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TransportFailuresTest {
  private static final long FAILED = 1_000;
  private static final long FORGIVEN =
      FAILED + TimeUnit.MINUTES.toNanos(TransportFailures.FORGIVEN_MINUTES);

  private final TransportFailures failures = new TransportFailures();

  @Test
  void stdioIsDeadForGood() {
    failures.failed(McpTransport.STDIO, "Failed to enqueue message", FAILED);
    assertThat(failures.at(Long.MAX_VALUE)).containsExactly("stdio: Failed to enqueue message");
  }

  @Test
  void otherTransportsAreForgiven() {
    failures.failed(McpTransport.SSE, "broken", FAILED);
    assertThat(failures.at(FORGIVEN - 1)).containsExactly("sse: broken");
    assertThat(failures.at(FORGIVEN)).isEmpty();
    failures.failed(McpTransport.SSE, "again", FORGIVEN);
    assertThat(failures.at(FORGIVEN)).containsExactly("sse: again");
  }

  @Test
  void anAnswerMadeAfterTheFailureProvesLife() {
    failures.failed(McpTransport.STDIO, "broken", FAILED);
    failures.failed(McpTransport.SSE, "broken", FAILED);
    failures.answered(McpTransport.STDIO, FAILED);
    failures.answered(McpTransport.STREAMABLE_HTTP, FAILED + 1);
    assertThat(failures.at(FAILED)).hasSize(2);
    failures.answered(McpTransport.STDIO, FAILED + 1);
    assertThat(failures.at(FAILED)).containsExactly("sse: broken");
  }

  @Test
  void onlyTheLastTextOfAKindIsKeptAndLongOnesAreCut() {
    for (int i = 0; i < 100; i++) {
      failures.failed(McpTransport.STDIO, i + "x".repeat(1_000), FAILED);
    }
    assertThat(failures.at(FAILED))
        .singleElement()
        .asString()
        .startsWith("stdio: 99x")
        .hasSize(207);
  }
}
