package io.mcpmonitor.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mcpmonitor.event.Outcome;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private final Traffic traffic = new Traffic().tools("a");

  private Distribution after(long... millis) {
    for (long each : millis) {
      traffic.run(Traffic.tool("a"), Outcome.OK, null, null, each * Traffic.MILLIS);
    }
    Distribution all = new Distribution();
    traffic.points(MetricNames.SERVER_OPERATION_DURATION).forEach(all::add);
    return all;
  }

  @Test
  void nothingIsZero() {
    assertThat(new Distribution().quantile(0.95)).isZero();
  }

  @Test
  void oneValueIsItself() {
    assertThat(after(37).quantile(0.95)).isEqualTo(0.037);
  }

  @Test
  void aQuantileIsNeverOutsideWhatWasRecorded() {
    Distribution all = after(400_000, 500_000);
    assertThat(all.quantile(0.0)).isEqualTo(400);
    assertThat(all.quantile(1.0)).isEqualTo(500);
  }

  @Test
  void insideABucketItIsLinear() {
    long[] millis = new long[100];
    for (int i = 0; i < 90; i++) {
      millis[i] = 15;
    }
    for (int i = 90; i < 100; i++) {
      millis[i] = i == 99 ? 200 : 150;
    }
    // rank 95 is half-way through the ten of (0.1, 0.2]
    assertThat(after(millis).quantile(0.95)).isCloseTo(0.15, within(1e-9));
  }
}
