package io.mcpmonitor.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.scan.Rescan;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InjectionTest {
  private final Injection injection = new Injection(List.of(Feature.values()), Rescan.NONE, false);

  @Test
  void nothingIsGivenUnlessAskedFor() {
    assertThat(Injection.NONE.features()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void beforeTheStartItSaysSo(Feature feature) {
    assertThat(injection.isReady()).isFalse();
    assertThat(injection.answer(feature).text()).contains("starting");
    assertThat(injection.answer(feature).failed()).isEqualTo(!feature.isReadOnly());
  }

  @Test
  void whoWaitsIsToldWhenThereAreAnswers() throws Exception {
    assertThat(injection.isHurried()).isFalse();
    CompletableFuture<Answer> waiting =
        CompletableFuture.supplyAsync(() -> injection.answerWhenReady(Feature.SYNC_STATUS));
    while (!injection.isHurried()) {
      Thread.onSpinWait();
    }
    injection.connect(feature -> new Answer(feature.id(), false));

    assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo(new Answer("sync_status", false));
    assertThat(injection.isReady()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void whatFailsIsAnAnswerToo(Feature feature) {
    injection.connect(
        unused -> {
          throw new OutOfMemoryError("test");
        });
    Answer answer = injection.answer(feature);
    assertThat(answer.failed()).isTrue();
    assertThat(answer.text()).isNotBlank().doesNotContain("OutOfMemoryError");
  }

  @Test
  void everyQuestionIsCounted() {
    assertThat(injection.answer(Feature.SYNC_STATUS)).isNotNull();
    assertThat(injection.answer(Feature.SYNC_STATUS)).isNotNull();
    assertThat(injection.calls(Feature.SYNC_STATUS)).isEqualTo(2);
    assertThat(injection.calls(Feature.HEALTH_STATUS)).isZero();
  }
}
