package io.mcpmonitor.event;

import org.jspecify.annotations.Nullable;

/**
 * The identity of an operation in a trace, and what travels with it from process to process.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public final class TraceContext {
  private static final char[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final long traceHigh;
  private final long traceLow;
  private final long spanId;
  private final boolean sampled;
  private final @Nullable String state;
  private final @Nullable String baggage;

  /**
   * @param traceHigh first half of the trace id
   * @param traceLow second half of the trace id
   * @param spanId 0 where there is no span, only baggage
   * @param sampled whether the trace is recorded
   * @param state the {@code tracestate} of its vendors, as it came
   * @param baggage the {@code baggage} of the application, as it came
   */
  public TraceContext(
      long traceHigh,
      long traceLow,
      long spanId,
      boolean sampled,
      @Nullable String state,
      @Nullable String baggage) {
    this.traceHigh = traceHigh;
    this.traceLow = traceLow;
    this.spanId = spanId;
    this.sampled = sampled;
    this.state = state;
    this.baggage = baggage;
  }

  /** The same trace with another span. */
  public TraceContext withSpan(long newSpanId, boolean nowSampled) {
    return new TraceContext(traceHigh, traceLow, newSpanId, nowSampled, state, baggage);
  }

  /** Whether this names a span. */
  public boolean isValid() {
    return spanId != 0 && (traceHigh | traceLow) != 0;
  }

  public long traceHigh() {
    return traceHigh;
  }

  public long traceLow() {
    return traceLow;
  }

  public long spanIdBits() {
    return spanId;
  }

  public boolean isSampled() {
    return sampled;
  }

  /** The {@code tracestate}; null when there is none. */
  public @Nullable String state() {
    return state;
  }

  /** The {@code baggage}; null when there is none. */
  public @Nullable String baggage() {
    return baggage;
  }

  /** 32 hexadecimal digits. */
  public String traceId() {
    char[] text = new char[32];
    write(traceHigh, text, 0);
    write(traceLow, text, 16);
    return new String(text);
  }

  /** 16 hexadecimal digits. */
  public String spanId() {
    char[] text = new char[16];
    write(spanId, text, 0);
    return new String(text);
  }

  /** The value of {@code traceparent}. */
  public String traceparent() {
    char[] text = new char[55];
    text[0] = '0';
    text[1] = '0';
    text[2] = '-';
    write(traceHigh, text, 3);
    write(traceLow, text, 19);
    text[35] = '-';
    write(spanId, text, 36);
    text[52] = '-';
    text[53] = '0';
    text[54] = sampled ? '1' : '0';
    return new String(text);
  }

  private static void write(long bits, char[] text, int from) {
    for (int i = 0; i < 16; i++) {
      text[from + i] = HEX[(int) (bits >>> (60 - 4 * i)) & 15];
    }
  }
}
