package io.mcpmonitor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.HttpCall;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.TraceContext;
import io.mcpmonitor.trace.Propagation.Format;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TracingTest {
  private static final Propagation W3C =
      new Propagation(List.of(Format.TRACECONTEXT, Format.BAGGAGE));
  private static final TraceContext REMOTE = new TraceContext(1, 2, 3, true, "a=b", "user=1");

  private static Operation operation() {
    return new HttpCall("GET", "http://a", 0);
  }

  private static TraceContext begun(Tracing tracing, Operation operation) {
    tracing.begin(operation);
    return Objects.requireNonNull(operation.trace());
  }

  @Test
  void withoutTracesNothingGetsAPlace() {
    Operation operation = operation();
    Tracing.OFF.begin(operation);
    assertThat(operation.trace()).isNull();
    assertThat(Tracing.OFF.extract(name -> "00-0-0-01")).isNull();
  }

  @Test
  void aChildIsInTheTraceOfItsParentAndHandsOnWhatCameWithIt() {
    Tracing tracing = new Tracing(Sampling.DEFAULT, W3C);
    Operation parent = operation();
    parent.remoteParent(REMOTE);
    TraceContext parentPlace = begun(tracing, parent);
    Operation child = operation();
    child.parent(parent);
    TraceContext place = begun(tracing, child);
    assertThat(parent.hasRemoteParent()).isTrue();
    assertThat(child.hasRemoteParent()).isFalse();
    assertThat(place.traceId()).isEqualTo(REMOTE.traceId());
    assertThat(place.state()).isEqualTo("a=b");
    assertThat(place.baggage()).isEqualTo("user=1");
    assertThat(Objects.requireNonNull(child.parentTrace()).spanId())
        .isEqualTo(parentPlace.spanId());
    assertThat(place.spanId()).isNotEqualTo(parentPlace.spanId());
  }

  @Test
  void aRootKeepsTheBaggageThatCameWithoutATrace() {
    Tracing tracing = new Tracing(Sampling.DEFAULT, W3C);
    Operation root = operation();
    root.remoteParent(tracing.extract(name -> name.equals("baggage") ? "user=1" : null));
    TraceContext place = begun(tracing, root);
    assertThat(place.isValid()).isTrue();
    assertThat(place.baggage()).isEqualTo("user=1");
  }

  /** The SDK decides later, from the same names; both must agree on every span. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "always_on",
        "always_off",
        "traceidratio",
        "parentbased_always_on",
        "parentbased_always_off",
        "parentbased_traceidratio"
      })
  void samplesLikeTheSdk(String name) {
    double ratio = 0.3;
    Sampling own = Objects.requireNonNull(Sampling.named(name, ratio));
    Sampler root =
        name.endsWith("on")
            ? Sampler.alwaysOn()
            : name.endsWith("off") ? Sampler.alwaysOff() : Sampler.traceIdRatioBased(ratio);
    boolean parentBased = name.startsWith("parentbased");
    Tracing tracing = new Tracing(own, W3C);
    int sampled = 0;
    for (int i = 0; i < 2_000; i++) {
      TraceContext place = begun(tracing, operation());
      boolean expected =
          root.shouldSample(
                      Context.root(),
                      place.traceId(),
                      "",
                      SpanKind.SERVER,
                      Attributes.empty(),
                      List.of())
                  .getDecision()
              == SamplingDecision.RECORD_AND_SAMPLE;
      assertThat(place.isSampled()).isEqualTo(expected);
      sampled += expected ? 1 : 0;
      if (parentBased) {
        Operation child = operation();
        child.remoteParent(new TraceContext(1, i, 3, i % 2 == 0, null, null));
        assertThat(begun(tracing, child).isSampled()).isEqualTo(i % 2 == 0);
      }
    }
    if (name.endsWith("ratio")) {
      assertThat(sampled).isBetween(400, 800);
    }
  }

  @Test
  void thereIsNoOtherSampler() {
    assertThat(Sampling.named("jaeger_remote", 1)).isNull();
  }

  @Test
  void whatIsInjectedIsExtractedAgain() {
    for (Format format : List.of(Format.TRACECONTEXT, Format.B3, Format.B3MULTI, Format.JAEGER)) {
      Tracing tracing = new Tracing(Sampling.DEFAULT, new Propagation(List.of(format)));
      java.util.Map<String, String> fields = new java.util.HashMap<>();
      TraceContext sent = new TraceContext(-7, Long.MIN_VALUE, -1, true, null, null);
      tracing.inject(sent, fields::put);
      TraceContext read = Objects.requireNonNull(tracing.extract(fields::get));
      assertThat(read.traceparent()).as(format.name()).isEqualTo(sent.traceparent());
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, true",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00, true",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03, true",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-the-future-brings, true",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more, false",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, false",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01, false",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01, false",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01, false",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g, false",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331, false",
        "0x-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, false",
        "nonsense, false",
        "'', false",
        "null, false"
      })
  void readsWhatTheSpecificationAllows(String traceparent, boolean usable) {
    Tracing tracing = new Tracing(Sampling.DEFAULT, W3C);
    TraceContext read = tracing.extract(name -> name.equals("traceparent") ? traceparent : null);
    assertThat(read != null).isEqualTo(usable);
    if (read != null) {
      assertThat(read.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
      assertThat(read.spanId()).isEqualTo("b7ad6b7169203331");
      assertThat(read.isSampled()).isEqualTo(!traceparent.endsWith("-00"));
    }
  }

  @Test
  void whatWouldBreakAHeaderIsNotHandedOn() {
    Tracing tracing = new Tracing(Sampling.DEFAULT, W3C);
    TraceContext read =
        tracing.extract(
            name ->
                switch (name) {
                  case "traceparent" -> "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
                  case "tracestate" -> "a=b\r\nX-Injected: yes";
                  default -> "k=" + "v".repeat(9_000);
                });
    assertThat(read).isNotNull();
    assertThat(read.state()).isNull();
    assertThat(read.baggage()).isNull();
  }
}
