package io.mcpmonitor.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a setting becomes a value. Written without lambdas and regular expressions, which
 * would load many classes before the application starts.
 */
sealed interface ValueType<T> {

  /** The value, or null when the text is none. */
  @Nullable T parse(String text);

  /** The kind of value, for the reference. */
  String label();

  /** What a right value looks like, for the line about a wrong one. */
  String expected();

  /** Yes or no. */
  record Flag() implements ValueType<Boolean> {
    @Override
    public @Nullable Boolean parse(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true" -> Boolean.TRUE;
        case "false" -> Boolean.FALSE;
        default -> null;
      };
    }

    @Override
    public String label() {
      return "true or false";
    }

    @Override
    public String expected() {
      return label();
    }
  }

  /** A TCP port. */
  record Port() implements ValueType<Integer> {
    private static final int MAX = 65_535;

    @Override
    public @Nullable Integer parse(String text) {
      long number = wholeNumber(text);
      return number < 0 || number > MAX ? null : (int) number;
    }

    @Override
    public String label() {
      return "port";
    }

    @Override
    public String expected() {
      return "a whole number from 0 to 65535";
    }
  }

  /** A number to count with. */
  record Count(int min, int max) implements ValueType<Integer> {
    @Override
    public @Nullable Integer parse(String text) {
      long number = wholeNumber(text);
      return number < min || number > max ? null : (int) number;
    }

    @Override
    public String label() {
      return "number";
    }

    @Override
    public String expected() {
      return "a whole number from " + min + " to " + max;
    }
  }

  /** One line of text. */
  record Text(int maxLength) implements ValueType<String> {
    @Override
    public @Nullable String parse(String text) {
      if (text.isEmpty() || text.length() > maxLength) {
        return null;
      }
      for (int i = 0; i < text.length(); i++) {
        if (Character.isISOControl(text.charAt(i))) {
          return null;
        }
      }
      return text;
    }

    @Override
    public String label() {
      return "text";
    }

    @Override
    public String expected() {
      return "1 to " + maxLength + " characters on one line";
    }
  }

  /** A text that goes into an HTTP header or an address: visible ASCII, no spaces. */
  record Word(int maxLength) implements ValueType<String> {
    @Override
    public @Nullable String parse(String text) {
      if (text.isEmpty() || text.length() > maxLength) {
        return null;
      }
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) <= ' ' || text.charAt(i) > '~') {
          return null;
        }
      }
      return text;
    }

    @Override
    public String label() {
      return "text";
    }

    @Override
    public String expected() {
      return "1 to " + maxLength + " visible ASCII characters without spaces";
    }
  }

  /** Words between commas, in lower case. */
  record Words() implements ValueType<List<String>> {
    private static final Word WORD = new Word(255);

    @Override
    public @Nullable List<String> parse(String text) {
      List<String> words = new ArrayList<>();
      for (String item : text.split(",", -1)) {
        String word = item.trim();
        if (WORD.parse(word) == null) {
          return null;
        }
        words.add(word.toLowerCase(Locale.ROOT));
      }
      return List.copyOf(words);
    }

    @Override
    public String label() {
      return "list";
    }

    @Override
    public String expected() {
      return "names with commas between them";
    }
  }

  /** A part of the whole, from 0 to 1. */
  record Share() implements ValueType<Double> {
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
  record Time(Duration min, Duration max) implements ValueType<Duration> {
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
