package io.mcpmonitor.config;

import io.mcpmonitor.support.MethodName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** The text as it may be shown: without what may be a secret. */
  default String shown(String text) {
    return text;
  }

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

  /** One method of the application. */
  record Method() implements ValueType<MethodName> {
    @Override
    public @Nullable MethodName parse(String text) {
      return MethodName.parse(text);
    }

    @Override
    public String label() {
      return "method";
    }

    @Override
    public String expected() {
      return "a method such as com.acme.Indexer#rescan";
    }
  }

  /** Methods of the application between commas. */
  record Methods() implements ValueType<List<MethodName>> {
    private static final int MAX = 20;

    @Override
    public @Nullable List<MethodName> parse(String text) {
      List<MethodName> methods = new ArrayList<>();
      for (String item : text.split(",", -1)) {
        MethodName method = MethodName.parse(item.trim());
        if (method == null || methods.size() == MAX) {
          return null;
        }
        if (!methods.contains(method)) {
          methods.add(method);
        }
      }
      return List.copyOf(methods);
    }

    @Override
    public String label() {
      return "methods";
    }

    @Override
    public String expected() {
      return "methods such as com.acme.Indexer#indexAll with commas between them, 20 at most";
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

  /** One of a few words. */
  record Choice(List<String> words) implements ValueType<String> {
    @Override
    public @Nullable String parse(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      for (String word : words) {
        if (word.equals(lower)) {
          return word;
        }
      }
      return null;
    }

    @Override
    public String label() {
      return expected();
    }

    @Override
    public String expected() {
      StringBuilder all = new StringBuilder(words.get(0));
      for (int i = 1; i < words.size(); i++) {
        all.append(i == words.size() - 1 ? " or " : ", ").append(words.get(i));
      }
      return all.toString();
    }
  }

  /** Some of a few words, with commas between them. */
  record Choices(List<String> words) implements ValueType<List<String>> {
    @Override
    public @Nullable List<String> parse(String text) {
      Choice choice = new Choice(words);
      List<String> chosen = new ArrayList<>();
      for (String item : text.split(",", -1)) {
        String word = choice.parse(item.trim());
        if (word == null) {
          return null;
        }
        if (!chosen.contains(word)) {
          chosen.add(word);
        }
      }
      return List.copyOf(chosen);
    }

    @Override
    public String label() {
      return "any of ".concat(new Choice(words).expected().replace(" or ", ", "));
    }

    @Override
    public String expected() {
      return label().concat(", with commas between them");
    }
  }

  /** A length of time as OpenTelemetry writes it: milliseconds, or with a unit. */
  record Millis(long min) implements ValueType<Duration> {
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

  /** A whole number. */
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

  /** An address of HTTP. User, password and query are never shown: they may be credentials. */
  record Url() implements ValueType<String> {
    @Override
    public @Nullable String parse(String text) {
      try {
        URI uri = new URI(text);
        String scheme = uri.getScheme();
        boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        return http && uri.getHost() != null && uri.getPort() <= 65_535 ? text : null;
      } catch (URISyntaxException e) {
        return null;
      }
    }

    @Override
    public String label() {
      return "URL";
    }

    @Override
    public String expected() {
      return "a URL such as http://localhost:4318";
    }

    @Override
    public String shown(String text) {
      return parse(text) != null
          ? withoutSecrets(text)
          : text.indexOf('@') >= 0 || text.indexOf('?') >= 0 ? Setting.MASK : text;
    }

    /** Scheme, host, port and path of a URL that {@link #parse} has taken. */
    static String withoutSecrets(String url) {
      return withPath(url, URI.create(url).getRawPath());
    }

    /** The same place with another path, without user, query and fragment. */
    static String withPath(String url, String path) {
      URI uri = URI.create(url);
      StringBuilder other = new StringBuilder(uri.getScheme()).append("://").append(uri.getHost());
      if (uri.getPort() >= 0) {
        other.append(':').append(uri.getPort());
      }
      return other.append(path).toString();
    }

    /** A path below that of the URL; its query stays. */
    static String below(String url, String path) {
      URI uri = URI.create(url);
      String own = uri.getRawPath();
      String query = uri.getRawQuery();
      String whole = own + (own.endsWith("/") ? "" : "/") + path;
      return withPath(url, query == null ? whole : whole + "?" + query);
    }
  }

  /** Headers of requests: {@code name=value} with commas between them, values percent-encoded. */
  record Headers() implements ValueType<Map<String, String>> {
    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={}";

    @Override
    public @Nullable Map<String, String> parse(String text) {
      Map<String, String> headers = new LinkedHashMap<>();
      for (String pair : text.split(",", -1)) {
        if (pair.isBlank()) {
          continue;
        }
        int equals = pair.indexOf('=');
        String name = equals < 0 ? "" : pair.substring(0, equals).trim();
        String value = OtelSettings.percentDecoded(pair.substring(equals + 1).trim());
        if (!isName(name) || value == null || !isValue(value)) {
          return null;
        }
        headers.put(name.toLowerCase(Locale.ROOT), value);
      }
      return Collections.unmodifiableMap(headers);
    }

    private static boolean isName(String name) {
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        if (c <= ' ' || c > '~' || SEPARATORS.indexOf(c) >= 0) {
          return false;
        }
      }
      return !name.isEmpty();
    }

    private static boolean isValue(String value) {
      for (int i = 0; i < value.length(); i++) {
        if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
          return false;
        }
      }
      return true;
    }

    @Override
    public String label() {
      return "list";
    }

    @Override
    public String expected() {
      return "name=value with commas between them, values percent-encoded where needed";
    }

    @Override
    public String shown(String text) {
      return Setting.MASK;
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
