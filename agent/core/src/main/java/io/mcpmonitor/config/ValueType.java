package io.mcpmonitor.config;

import io.mcpmonitor.support.MethodName;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a setting becomes a value. Written without lambdas and regular expressions, which
 * would load many classes before the application starts.
 */
sealed interface ValueType<T>
    permits ValueType.Flag,
        ValueType.Text,
        ValueType.Word,
        ValueType.Method,
        ValueType.Choice,
        NumberType,
        ListType,
        Url,
        Headers {

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
}
