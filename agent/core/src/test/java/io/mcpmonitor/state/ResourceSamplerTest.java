package io.mcpmonitor.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ResourceSamplerTest {
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(ResourceSampler.PERIOD_SECONDS);
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final IdleScheduler background = new IdleScheduler();
  private long nanos = Long.MAX_VALUE - PERIOD; // the clock may overflow
  private long cpu = 1_000;
  private final ResourceSampler sampler = new ResourceSampler(background, () -> nanos, () -> cpu);

  private double loadAfter(double busyShare, int periods) {
    for (int i = 0; i < periods; i++) {
      nanos += PERIOD;
      cpu += (long) (busyShare * PERIOD * PROCESSORS);
      background.tick();
    }
    return sampler.current().cpuLoad();
  }

  @Test
  void cpuIsUnknownUntilTwoSamples() {
    assertThat(sampler.current().cpuLoad()).isNegative();
    background.tick();
    assertThat(sampler.current().cpuLoad()).isNegative();
    assertThat(loadAfter(0.5, 1)).isCloseTo(0.5, within(1e-6));
  }

  @Test
  void cpuIsAveragedOverAMinute() {
    background.tick();
    assertThat(loadAfter(0.2, 30)).isCloseTo(0.2, within(1e-6));
    assertThat(loadAfter(1, 1)).as("a short burst").isCloseTo(0.2 + 0.8 / 12, within(1e-6));
    assertThat(loadAfter(1, 11)).as("a minute").isCloseTo(1, within(1e-6));
    assertThat(loadAfter(0, 12)).as("and it is over").isCloseTo(0, within(1e-6));
  }

  @Test
  void aPlatformThatDoesNotTellLeavesItUnknown() {
    cpu = -1;
    background.tick();
    nanos += PERIOD;
    background.tick();
    assertThat(sampler.current().cpuLoad()).isNegative();
  }

  @Test
  void theDiskIsThatOfTheWorkingDirectory() {
    assertThat(sampler.current().diskTotalBytes()).isNegative();
    background.tick();
    Snapshot.Resources resources = sampler.current();
    assertThat(resources.diskTotalBytes()).isPositive();
    assertThat(resources.diskFreeBytes()).isBetween(0L, resources.diskTotalBytes());
    assertThat(resources.diskPath()).isEqualTo(System.getProperty("user.dir"));
    assertThat(resources.heapMaxBytes()).isGreaterThan(resources.heapUsedBytes());
  }
}
