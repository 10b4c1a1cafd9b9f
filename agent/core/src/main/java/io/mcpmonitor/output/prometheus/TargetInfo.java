package io.mcpmonitor.output.prometheus;

import io.mcpmonitor.record.MetricNames;
import io.mcpmonitor.state.Snapshot;
import io.opentelemetry.sdk.resources.Resource;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The metric {@code target_info}. Made here because the resource of the SDK is fixed before the MCP
 * server has told its name.
 */
final class TargetInfo {
  private TargetInfo() {}

  static InfoSnapshot of(Resource resource, Snapshot.Service service) {
    Map<String, String> labels = new TreeMap<>();
    resource
        .getAttributes()
        .forEach((key, value) -> labels.put(labelName(key.getKey()), String.valueOf(value)));
    put(labels, "service.name", service.name());
    put(labels, "service.version", service.version());
    put(labels, "deployment.environment.name", service.environment());
    put(labels, "cloud.region", service.region());
    return InfoSnapshot.builder()
        .name("target")
        .help(MetricNames.TARGET_INFO.description())
        .dataPoint(
            InfoSnapshot.InfoDataPointSnapshot.builder()
                .labels(
                    Labels.of(
                        labels.keySet().toArray(new String[0]),
                        labels.values().toArray(new String[0])))
                .build())
        .build();
  }

  private static void put(Map<String, String> labels, String key, @Nullable String value) {
    if (value != null) {
      labels.put(labelName(key), value);
    }
  }

  /** Resource attributes are the user's: any key must give a valid label. */
  private static String labelName(String key) {
    String name = key.replaceAll("[^a-zA-Z0-9_]+", "_").replaceAll("_{2,}", "_");
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "key_" + name : name;
  }
}
