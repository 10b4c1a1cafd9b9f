package io.mcpmonitor.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A value that is written in digits, some with a unit. */
sealed interface NumberType<T> extends ValueType<T> {

  /** A whole number, such as a port. */
  record Count(String label, int min, int max) implements NumberType<Integer> {
    @Override
    public @Nullable Integer parse(String text) {
      long number = wholeNumber(text);
      return number < min || number > max ? null : (int) number;
    }

    @Override
    public String expected() {
      return "a whole number from " + min + " to " + max;
    }
  }

  /** A part of the whole, from 0 to 1. */
  record Share() implements NumberType<Double> {
    @Override
    public @Nullable Double parse(String text) {
      boolean percent = text.endsWith("%");
      double number = decimal(percent ? text.substring(0, text.length() - 1).trim() : text);
      double share = percent ? number / 100 : number;
      return share >= 0 && share <= 1 ? share : null;
    }

    @Override
    public String label() {
      return "share";
    }

    @Override
    public String expected() {
      return "a share such as 80% or 0.8";
    }
  }

  /** A length of time. */
  record Time(Duration min, Duration max) implements NumberType<Duration> {
    @Override
    public @Nullable Duration parse(String text) {
      int digits = 0;
      while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
        digits++;
      }
      long number = wholeNumber(text.substring(0, digits));
      if (number < 0) {
        return null;
      }
      Duration time =
          switch (text.substring(digits).trim()) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> null;
          };
      return time == null || time.compareTo(min) < 0 || time.compareTo(max) > 0 ? null : time;
    }

    @Override
    public String label() {
      return "time";
    }

    @Override
    public String expected() {
      return "a time from "
          + text(min)
          + " to "
          + text(max)
          + " with its unit (ms, s, m, h), such as 10s";
    }

    private static String text(Duration time) {
      if (time.toMillis() % 1000 != 0) {
        return time.toMillis() + "ms";
      }
      return time.toSeconds() % 3600 == 0 ? time.toHours() + "h" : time.toSeconds() + "s";
    }
  }

  /** A length of time as OpenTelemetry writes it: milliseconds, or with a unit. */
  record Millis(long min) implements NumberType<Duration> {
    private static final Duration MAX = Duration.ofDays(1);

    @Override
    public @Nullable Duration parse(String text) {
      long number = wholeNumber(text);
      if (number < 0) {
        return new Time(Duration.ofMillis(min), MAX).parse(text);
      }
      return number < min || number > MAX.toMillis() ? null : Duration.ofMillis(number);
    }

    @Override
    public String label() {
      return "milliseconds";
    }

    @Override
    public String expected() {
      return "a whole number of milliseconds, or a time with its unit (ms, s, m, h)";
    }
  }

  private static long wholeNumber(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  private static double decimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && c != '.') {
        return Double.NaN; // also keeps out what only Java calls a number: 1e3, 0x1p3, 1d
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
