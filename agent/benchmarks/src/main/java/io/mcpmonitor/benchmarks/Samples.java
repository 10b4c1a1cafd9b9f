package io.mcpmonitor.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One figure of every variant in every round. */
final class Samples {
  private final Map<Variant, List<Double>> values = new EnumMap<>(Variant.class);

  void add(Variant variant, double value) {
    values.computeIfAbsent(variant, v -> new ArrayList<>()).add(value);
  }

  double median(Variant variant) {
    return median(of(variant));
  }

  /** Median of the ratios to no agent, each within its round. */
  double ratio(Variant variant) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < of(variant).size(); round++) {
      ratios.add(of(variant).get(round) / of(Variant.NONE).get(round));
    }
    return median(ratios);
  }

  /** Median of the differences to no agent, each within its round. */
  double added(Variant variant) {
    List<Double> differences = new ArrayList<>();
    for (int round = 0; round < of(variant).size(); round++) {
      differences.add(of(variant).get(round) - of(Variant.NONE).get(round));
    }
    return median(differences);
  }

  private List<Double> of(Variant variant) {
    return values.getOrDefault(variant, List.of());
  }

  static double median(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
