package io.mcpmonitor.record;

import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import java.util.List;

/** The sum of several histogram points with the same bucket boundaries. Not thread-safe. */
public final class Distribution {
  private List<Double> boundaries = List.of();
  private long[] counts = new long[0];
  private long count;
  private double sum;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  public void add(HistogramPointData point) {
    if (counts.length == 0) {
      boundaries = point.getBoundaries();
      counts = new long[point.getCounts().size()];
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += point.getCounts().get(i);
    }
    count += point.getCount();
    sum += point.getSum();
    if (point.hasMin()) {
      min = Math.min(min, point.getMin());
    }
    if (point.hasMax()) {
      max = Math.max(max, point.getMax());
    }
  }

  public long count() {
    return count;
  }

  public double sum() {
    return sum;
  }

  /** Upper bounds of all buckets but the last, which has none. */
  public List<Double> boundaries() {
    return boundaries;
  }

  /** Not cumulative, one more than {@link #boundaries()}. */
  public long[] counts() {
    return counts.clone();
  }

  /**
   * Estimates a quantile: linear inside a bucket, and never outside what was recorded.
   *
   * @param q 0 to 1
   * @return in the unit of the histogram; 0 when nothing was recorded
   */
  public double quantile(double q) {
    if (count == 0) {
      return 0;
    }
    double rank = q * count;
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0 && below + counts[i] >= rank) {
        double lower = i == 0 ? min : Math.max(min, boundaries.get(i - 1));
        double upper = i == boundaries.size() ? max : Math.min(max, boundaries.get(i));
        double share = (rank - below) / counts[i];
        return Math.min(max, Math.max(min, lower + (upper - lower) * share));
      }
      below += counts[i];
    }
    return max;
  }
}
