package io.mcpmonitor.config;

import org.jspecify.annotations.Nullable;

/** Guesses which setting was meant by a key that does not exist. */
final class Nearest {
  private Nearest() {}

  /** The setting whose key is nearest, or null when none is near. */
  static @Nullable Setting<?> setting(String key) {
    String wanted = plain(key.startsWith(Setting.PROPERTY_PREFIX) ? key.substring(12) : key);
    Setting<?> nearest = null;
    int best = Math.max(2, wanted.length() / 3) + 1;
    for (Settings.Section section : Settings.SECTIONS) {
      for (Setting<?> setting : section.settings()) {
        int distance = distance(wanted, plain(setting.key()));
        if (distance < best) {
          best = distance;
          nearest = setting;
        }
      }
    }
    return nearest == null && wanted.startsWith("probes.") ? Settings.PROBE_ENABLED : nearest;
  }

  /** Ways of writing the same key: {@code http_allowedHosts}, {@code http.allowed-hosts}. */
  private static String plain(String key) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      plain.append(c == '_' || c == '-' ? '.' : Character.toLowerCase(c));
    }
    return plain.toString();
  }

  /** How many characters must be put in, taken out or replaced to make one text of the other. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, Math.min(previous[j], current[j - 1]) + 1);
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
