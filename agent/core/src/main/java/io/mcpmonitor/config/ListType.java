package io.mcpmonitor.config;

import io.mcpmonitor.support.MethodName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Several values of one kind, with commas between them. What stands there twice counts once. */
sealed interface ListType<T> extends ValueType<List<T>> {
  /** One of the values, or null when the text is none. */
  @Nullable T item(String text);

  /** How many there may be. */
  default int most() {
    return Integer.MAX_VALUE;
  }

  @Override
  default @Nullable List<T> parse(String text) {
    List<T> items = new ArrayList<>();
    for (String each : text.split(",", -1)) {
      T item = item(each.trim());
      if (item == null || items.size() == most()) {
        return null;
      }
      if (!items.contains(item)) {
        items.add(item);
      }
    }
    return List.copyOf(items);
  }

  /** Words between commas, in lower case. */
  record Words() implements ListType<String> {
    private static final Word WORD = new Word(255);

    @Override
    public @Nullable String item(String text) {
      return WORD.parse(text) == null ? null : text.toLowerCase(Locale.ROOT);
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

  /** Methods of the application between commas. */
  record Methods() implements ListType<MethodName> {
    @Override
    public @Nullable MethodName item(String text) {
      return MethodName.parse(text);
    }

    @Override
    public int most() {
      return 20;
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

  /** Some of a few words, with commas between them. */
  record Choices(List<String> words) implements ListType<String> {
    @Override
    public @Nullable String item(String text) {
      return new Choice(words).parse(text);
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
}
