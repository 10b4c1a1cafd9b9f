package io.mcpmonitor.record;

import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests answered by this process, read back from what was recorded. Notifications are left
 * out; those with an invented method cannot be told from requests with one and count as {@link
 * LabelGuard#OTHER}.
 */
public final class ServerRequests {
  private ServerRequests() {}

  /**
   * Requests that share all attributes.
   *
   * @param tool the tool, empty when the method names none
   * @param errorType null when they succeeded
   * @param durations in seconds
   */
  public record Point(
      String method, String tool, @Nullable String errorType, HistogramPointData durations) {
    public boolean failed() {
      return errorType != null;
    }
  }

  /** Picks the requests out of everything that was collected. */
  public static List<Point> in(Collection<MetricData> collected) {
    List<Point> points = new ArrayList<>();
    for (MetricData metric : collected) {
      if (metric.getName().equals(MetricNames.SERVER_OPERATION_DURATION.name())) {
        for (HistogramPointData point : metric.getHistogramData().getPoints()) {
          add(points, point);
        }
      }
    }
    return points;
  }

  private static void add(List<Point> points, HistogramPointData point) {
    String method = point.getAttributes().get(McpAttributes.METHOD);
    String tool = point.getAttributes().get(McpAttributes.TOOL);
    if (method != null && !method.startsWith("notifications/")) {
      points.add(
          new Point(
              method,
              tool == null ? "" : tool,
              point.getAttributes().get(McpAttributes.ERROR_TYPE),
              point));
    }
  }
}
