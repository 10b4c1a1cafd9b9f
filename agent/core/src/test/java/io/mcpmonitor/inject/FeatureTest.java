package io.mcpmonitor.inject;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureTest {
  @ParameterizedTest
  @CsvSource({
    "health://status, true",
    "health://{what}, true",
    "health:{+rest}, true",
    "{+uri}, true",
    "'{scheme}://{host}', true",
    "health://{what}us, true",
    "health://status/{more}, false",
    "health://sta, false",
    "docs://{path}, false",
    "my-health://{what}, false",
    "health://{what}/x, false",
    "'health://{unclosed', true"
  })
  void aTemplateThatMayMeanOurAddressIsTheServersOwn(String template, boolean may) {
    assertThat(Feature.mayMean(template)).isEqualTo(may);
  }

  @Test
  void aToolIsOursByNameAndWords() {
    Feature ours = Feature.SYNC_STATUS;

    assertThat(Feature.isOurTool(ours.id(), ours.description())).isTrue();
    assertThat(Feature.isOurTool(ours.id(), "Status of the sync with the cloud")).isFalse();
    assertThat(Feature.isOurTool(ours.id(), Feature.FORCE_RESCAN.description())).isFalse();
    assertThat(Feature.isOurTool(null, null)).isFalse();
  }
}
