package io.mcpmonitor.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.state.TrafficWindow.Recent;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TrafficWindowTest {
  private static final long START = Long.MAX_VALUE - 5; // the clock may overflow

  private final TrafficWindow window = new TrafficWindow();

  private Recent at(long seconds, long requests, long errors) {
    return window.add(START + TimeUnit.SECONDS.toNanos(seconds), requests, errors, 2 * errors);
  }

  @Test
  void inTheFirstMinutesEverythingIsRecent() {
    assertThat(at(0, 7, 1)).isEqualTo(new Recent(7, 1, 2));
    assertThat(at(299, 9, 2)).isEqualTo(new Recent(9, 2, 4));
  }

  @Test
  void whatIsOlderThanFiveMinutesIsNot() {
    for (int second = 0; second <= 3_000; second++) {
      Recent recent = at(second, 10L * second, second);
      if (second >= 310) {
        assertThat(recent.requests()).isBetween(3_000L, 3_100L);
        assertThat(recent.errors()).isBetween(300L, 310L);
      }
    }
    assertThat(at(3_300, 30_000, 3_000)).as("no more traffic").isEqualTo(new Recent(0, 0, 0));
  }

  @Test
  void afterALongSilenceOnlyWhatIsNewIsRecent() {
    at(0, 1_000, 1_000);
    assertThat(at(10_000, 1_003, 1_001)).isEqualTo(new Recent(3, 1, 2));
  }
}
