package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.inject.Feature;
import kotlin.jvm.functions.Function2;
import kotlin.jvm.functions.Function3;
import org.jspecify.annotations.Nullable;

/**
 * Answers who calls our tool or reads our resource. A suspend function that never pauses; since 0.9
 * it also gets the client.
 */
final class InjectedHandler
    implements Function2<Object, Object, @Nullable Object>,
        Function3<Object, Object, Object, @Nullable Object> {
  private final SdkFeatures ours;
  private final Feature feature;

  InjectedHandler(SdkFeatures ours, Feature feature) {
    this.ours = ours;
    this.feature = feature;
  }

  @Override
  public @Nullable Object invoke(Object request, Object continuation) {
    return ours.answer(feature);
  }

  @Override
  public @Nullable Object invoke(Object client, Object request, Object continuation) {
    return ours.answer(feature);
  }
}
