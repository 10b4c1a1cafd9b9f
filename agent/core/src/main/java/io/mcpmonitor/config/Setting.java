package io.mcpmonitor.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One setting: everything that the loader, the {@code config} command and the reference know of it.
 *
 * @param key without the prefix, for example {@code http.port}
 * @param type how its text is read and checked
 * @param defaultValue null when it has none
 * @param defaultText the default, for people
 * @param secret whether its value is never shown
 * @param doc the meaning, in one sentence
 */
record Setting<T>(
    String key,
    ValueType<T> type,
    @Nullable T defaultValue,
    String defaultText,
    boolean secret,
    String doc) {

  static final String PROPERTY_PREFIX = "mcp.monitor.";
  static final String VARIABLE_PREFIX = "MCP_MONITOR_";
  static final String MASK = "****";

  /** A setting with a default. */
  static <T> Setting<T> of(String key, ValueType<T> type, String defaultText, String doc) {
    return new Setting<>(key, type, type.parse(defaultText), defaultText, false, doc);
  }

  /** A setting that is absent unless somebody sets it. */
  static <T> Setting<T> unset(String key, ValueType<T> type, String defaultText, String doc) {
    return new Setting<>(key, type, null, defaultText, false, doc);
  }

  /** A setting that is absent unless somebody sets it, and never shown. */
  static <T> Setting<T> secret(String key, ValueType<T> type, String doc) {
    return new Setting<>(key, type, null, "none", true, doc);
  }

  /** The text as it may be shown. */
  String show(String text) {
    return secret ? MASK : type.shown(text);
  }

  /** Name of the system property. */
  static String property(String key) {
    return PROPERTY_PREFIX.concat(key);
  }

  /** Name of the environment variable. */
  static String variable(String key) {
    return VARIABLE_PREFIX.concat(key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
  }
}
