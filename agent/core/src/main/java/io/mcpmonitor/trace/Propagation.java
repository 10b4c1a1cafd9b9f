package io.mcpmonitor.trace;

import io.mcpmonitor.event.TraceContext;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How traces travel between processes: the propagators of {@code OTEL_PROPAGATORS}. What comes from
 * outside is checked and bounded before it is believed or handed on.
 */
public final class Propagation {
  private static final int MAX_STATE = 512;
  private static final int MAX_BAGGAGE = 8192;
  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";
  private static final String BAGGAGE = "baggage";
  private static final String B3 = "b3";
  private static final String B3_TRACE = "X-B3-TraceId";
  private static final String B3_SPAN = "X-B3-SpanId";
  private static final String B3_SAMPLED = "X-B3-Sampled";
  private static final String JAEGER = "uber-trace-id";

  /** The formats, by their names in {@code OTEL_PROPAGATORS}. */
  public enum Format {
    TRACECONTEXT,
    BAGGAGE,
    B3,
    B3MULTI,
    JAEGER
  }

  private final List<Format> formats;

  /**
   * @param formats in the order in which they are tried; all are written
   */
  public Propagation(List<Format> formats) {
    this.formats = List.copyOf(formats);
  }

  @Nullable TraceContext extract(UnaryOperator<@Nullable String> fields) {
    TraceContext found = null;
    String baggage = null;
    for (Format format : formats) {
      if (format == Format.BAGGAGE) {
        baggage = usable(fields.apply(BAGGAGE), MAX_BAGGAGE);
      } else if (found == null) {
        found =
            switch (format) {
              case TRACECONTEXT -> w3c(fields);
              case B3 -> b3(fields.apply(B3));
              case B3MULTI ->
                  context(
                      fields.apply(B3_TRACE),
                      fields.apply(B3_SPAN),
                      isYes(fields.apply(B3_SAMPLED)));
              default -> jaeger(fields.apply(JAEGER));
            };
      }
    }
    if (found == null) {
      return baggage == null ? null : new TraceContext(0, 0, 0, false, null, baggage);
    }
    return baggage == null
        ? found
        : new TraceContext(
            found.traceHigh(),
            found.traceLow(),
            found.spanIdBits(),
            found.isSampled(),
            found.state(),
            baggage);
  }

  void inject(TraceContext context, BiConsumer<String, String> fields) {
    for (Format format : formats) {
      switch (format) {
        case TRACECONTEXT -> {
          fields.accept(TRACEPARENT, context.traceparent());
          if (context.state() != null) {
            fields.accept(TRACESTATE, context.state());
          }
        }
        case BAGGAGE -> {
          if (context.baggage() != null) {
            fields.accept(BAGGAGE, context.baggage());
          }
        }
        case B3 ->
            fields.accept(
                B3,
                context.traceId() + "-" + context.spanId() + (context.isSampled() ? "-1" : "-0"));
        case B3MULTI -> {
          fields.accept(B3_TRACE, context.traceId());
          fields.accept(B3_SPAN, context.spanId());
          fields.accept(B3_SAMPLED, context.isSampled() ? "1" : "0");
        }
        case JAEGER ->
            fields.accept(
                JAEGER,
                context.traceId() + ":" + context.spanId() + ":0:" + (context.isSampled() ? 1 : 0));
      }
    }
  }

  private static @Nullable TraceContext w3c(UnaryOperator<@Nullable String> fields) {
    String parent = fields.apply(TRACEPARENT);
    if (parent == null || parent.length() < 55) {
      return null;
    }
    boolean shaped =
        parent.charAt(2) == '-' && parent.charAt(35) == '-' && parent.charAt(52) == '-';
    long version = hex(parent, 0, 2);
    boolean longer = parent.length() > 55;
    if (!shaped
        || version < 0
        || version == 0xff
        || (longer && (version == 0 || parent.charAt(55) != '-'))
        || !isLowerHex(parent, 3, 35)
        || !isLowerHex(parent, 36, 52)) {
      return null;
    }
    long flags = hex(parent, 53, 55);
    TraceContext context =
        new TraceContext(
            hex(parent, 3, 19),
            hex(parent, 19, 35),
            hex(parent, 36, 52),
            (flags & 1) != 0,
            usable(fields.apply(TRACESTATE), MAX_STATE),
            null);
    return flags >= 0 && context.isValid() ? context : null;
  }

  private static @Nullable TraceContext b3(@Nullable String value) {
    if (value == null) {
      return null;
    }
    String[] parts = value.split("-", 4);
    return parts.length < 2
        ? null
        : context(parts[0], parts[1], parts.length == 2 || isYes(parts[2]));
  }

  private static @Nullable TraceContext jaeger(@Nullable String value) {
    if (value == null) {
      return null;
    }
    String[] parts = value.split(":", 4);
    return parts.length < 4 || parts[3].isEmpty()
        ? null
        : context(parts[0], parts[1], (Character.digit(parts[3].charAt(0), 16) & 1) == 1);
  }

  /** Older formats know trace ids of 64 bits, and leave zeros at the front out. */
  static @Nullable TraceContext context(
      @Nullable String traceId, @Nullable String spanId, boolean sampled) {
    if (traceId == null
        || spanId == null
        || traceId.length() > 32
        || spanId.length() > 16
        || !isLowerHex(traceId, 0, traceId.length())
        || !isLowerHex(spanId, 0, spanId.length())) {
      return null;
    }
    int split = Math.max(0, traceId.length() - 16);
    TraceContext context =
        new TraceContext(
            hex(traceId, 0, split),
            hex(traceId, split, traceId.length()),
            hex(spanId, 0, spanId.length()),
            sampled,
            null,
            null);
    return context.isValid() ? context : null;
  }

  /** B3 says 1 or true, and d for "do record, somebody looks for a fault". */
  private static boolean isYes(@Nullable String sampled) {
    return sampled != null
        && (sampled.equals("1") || sampled.equals("d") || sampled.equalsIgnoreCase("true"));
  }

  private static boolean isLowerHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }

  /** Negative where a digit of a short number is none. */
  private static long hex(String text, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      bits = bits << 4 | digit;
    }
    return bits;
  }

  /** What is handed on must fit into a header line. */
  private static @Nullable String usable(@Nullable String text, int most) {
    if (text == null || text.isEmpty() || text.length() > most) {
      return null;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return null;
      }
    }
    return text;
  }
}
