package io.mcpmonitor.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrapeTest {
  private static final Scrape SCRAPE =
      Scrape.parse(
          """
          # HELP calls_total Calls.
          # TYPE calls_total counter
          calls_total{method="a",tool="x, \\"y\\""} 2.0
          calls_total{method="a"} 3
          calls_total{method="b"} 5 1700000000
          up 1
          seconds_bucket{le="+Inf"} +Inf
          """);

  @Test
  void sumsTheSamplesThatHaveAllTheLabels() {
    assertThat(SCRAPE.sum("calls_total")).isEqualTo(10);
    assertThat(SCRAPE.sum("calls_total", "method", "a")).isEqualTo(5);
    assertThat(SCRAPE.sum("calls_total", "method", "a", "tool", "")).isEqualTo(3);
    assertThat(SCRAPE.sum("calls_total", "tool", "x, \"y\"")).isEqualTo(2);
    assertThat(SCRAPE.sum("nothing_total")).isZero();
  }

  @Test
  void readsSamplesWithoutLabelsAndSpecialNumbers() {
    assertThat(SCRAPE.sum("up")).isEqualTo(1);
    assertThat(SCRAPE.named("seconds_bucket"))
        .singleElement()
        .satisfies(sample -> assertThat(sample.value()).isInfinite());
  }
}
