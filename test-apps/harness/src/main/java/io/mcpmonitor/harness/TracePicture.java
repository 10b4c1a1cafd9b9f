package io.mcpmonitor.harness;

import io.mcpmonitor.harness.SpanReceiver.Received;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Draws the spans of one trace as an SVG: one line each, children below their parents. */
public final class TracePicture {
  private static final int ROW = 30;
  private static final int WIDTH = 960;
  private static final int LABELS = 400;
  private static final int BARS = WIDTH - LABELS - 90;
  private static final List<String> COLOURS = List.of("#2f6f9f", "#4f8a3c", "#a8622a", "#7a4f9a");

  private final List<Received> spans;
  private final List<String> services;
  private final StringBuilder svg = new StringBuilder();
  private final long begin;
  private final long length;
  private int row;

  private TracePicture(List<Received> spans) {
    this.spans = spans;
    this.services = spans.stream().map(Received::service).distinct().sorted().toList();
    this.begin = spans.stream().mapToLong(s -> s.span().getStartTimeUnixNano()).min().orElseThrow();
    long end = spans.stream().mapToLong(s -> s.span().getEndTimeUnixNano()).max().orElseThrow();
    this.length = Math.max(1, end - begin);
  }

  /** The picture of all spans with this trace id. */
  public static String of(String traceId, List<Received> all) {
    List<Received> spans =
        new ArrayList<>(all.stream().filter(s -> s.traceId().equals(traceId)).toList());
    spans.sort(Comparator.comparingLong(s -> s.span().getStartTimeUnixNano()));
    return new TracePicture(spans).draw();
  }

  private String draw() {
    int height = ROW * (spans.size() + 1) + 10;
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"13\">\n"
                + "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n",
            WIDTH,
            height,
            WIDTH,
            WIDTH,
            height));
    int x = 10;
    for (String service : services) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%d\" y=\"8\" width=\"12\" height=\"12\" fill=\"%s\"/>"
                  + "<text x=\"%d\" y=\"19\" fill=\"#333333\">%s</text>\n",
              x,
              colour(service),
              x + 18,
              escape(service)));
      x += 40 + 8 * service.length();
    }
    row = 1;
    spans.stream().filter(s -> parent(s).isEmpty()).forEach(root -> draw(root, 0));
    return svg.append("</svg>\n").toString();
  }

  private Optional<Received> parent(Received child) {
    return spans.stream().filter(s -> s.spanId().equals(child.parentId())).findFirst();
  }

  private void draw(Received span, int depth) {
    double x = LABELS + BARS * (span.span().getStartTimeUnixNano() - begin) / (double) length;
    long nanos = span.span().getEndTimeUnixNano() - span.span().getStartTimeUnixNano();
    double width = Math.max(2, BARS * nanos / (double) length);
    int y = row++ * ROW;
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" fill=\"#222222\">%s</text>"
                + "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"16\" rx=\"2\" fill=\"%s\"/>"
                + "<text x=\"%.1f\" y=\"%d\" fill=\"#555555\" font-size=\"11\">%.1f ms</text>\n",
            10 + 18 * depth,
            y + 17,
            escape(label(span)),
            x,
            y + 4,
            width,
            colour(span.service()),
            x + width + 5,
            y + 16,
            nanos / 1e6));
    spans.stream()
        .filter(s -> s.parentId().equals(span.spanId()))
        .forEach(child -> draw(child, depth + 1));
  }

  private static String label(Received span) {
    String kind = span.span().getKind() == SpanKind.SPAN_KIND_CLIENT ? " \u2192" : "";
    return span.span().getName() + kind;
  }

  private String colour(String service) {
    return COLOURS.get(services.indexOf(service) % COLOURS.size());
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
