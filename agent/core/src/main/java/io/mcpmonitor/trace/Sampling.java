package io.mcpmonitor.trace;

import io.mcpmonitor.event.TraceContext;
import org.jspecify.annotations.Nullable;

/**
 * Which traces are recorded; the samplers of {@code OTEL_TRACES_SAMPLER}. Decided before the
 * OpenTelemetry SDK is there, and by its rules.
 *
 * @param followsParent whether a trace that began elsewhere is recorded if it was there
 * @param ratio the share of all other traces that is recorded, 0 to 1
 */
public record Sampling(boolean followsParent, double ratio) {
  /** The default: everything, unless the caller decided otherwise. */
  public static final Sampling DEFAULT = new Sampling(true, 1);

  /**
   * The sampler with this name.
   *
   * @param name as in {@code OTEL_TRACES_SAMPLER}
   * @param ratio as in {@code OTEL_TRACES_SAMPLER_ARG}
   * @return null when there is no such sampler
   */
  public static @Nullable Sampling named(String name, double ratio) {
    return switch (name) {
      case "always_on" -> new Sampling(false, 1);
      case "always_off" -> new Sampling(false, 0);
      case "traceidratio" -> new Sampling(false, ratio);
      case "parentbased_always_on" -> new Sampling(true, 1);
      case "parentbased_always_off" -> new Sampling(true, 0);
      case "parentbased_traceidratio" -> new Sampling(true, ratio);
      default -> null;
    };
  }

  /** Decides for one span. */
  boolean samples(@Nullable TraceContext parent, long traceLow) {
    if (parent != null && followsParent) {
      return parent.isSampled();
    }
    return ratio >= 1 || (ratio > 0 && Math.abs(traceLow) < (long) (ratio * Long.MAX_VALUE));
  }
}
