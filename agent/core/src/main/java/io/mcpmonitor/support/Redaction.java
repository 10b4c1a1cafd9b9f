package io.mcpmonitor.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Hides what may be a secret. When in doubt, it is one. */
public final class Redaction {
  /** Stands in the place of what was hidden. */
  public static final String HIDDEN = "REDACTED";

  private static final int MAX_URL = 2_048;

  private static final List<String> SECRET_WORDS =
      List.of(
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "secret",
          "token",
          "authorization",
          "credential",
          "apikey",
          "accesskey",
          "privatekey",
          "signature",
          "cookie",
          "session");

  private static final List<String> SECRET_NAMES = List.of("sig", "auth", "key", "pin", "jwt");

  /** Apart, so that nobody pays for it at the start. */
  private static final class Forms {
    /** Forms by which secrets are known wherever they stand. */
    static final Pattern SECRET =
        Pattern.compile(
            "(?i:\\b(?:bearer|basic)\\s+)[A-Za-z0-9+/._~=-]{6,}"
                + "|\\beyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*"
                + "|\\b(?:sk|pk|rk)[-_][A-Za-z0-9_-]{12,}"
                + "|\\bgh[pousr]_[A-Za-z0-9]{16,}|\\bgithub_pat_[A-Za-z0-9_]{16,}"
                + "|\\bxox[abeoprs]-[A-Za-z0-9-]{8,}"
                + "|\\b(?:AKIA|ASIA)[A-Z0-9]{12,}"
                + "|\\bAIza[A-Za-z0-9_-]{20,}"
                + "|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*(?:-----END [A-Z ]*PRIVATE KEY-----)?"
                + "|(?<=://)[^/\\s:@]*:[^/\\s@]*(?=@)"
                + "|(?i:\\b(?:password|passwd|pwd|secret|token|api[-_]?key)\\s*[=:]\\s*)[^\\s,;&\"']+");
  }

  private final List<String> words;

  /**
   * @param moreWords further words that make a key's value a secret
   */
  public Redaction(List<String> moreWords) {
    List<String> all = new ArrayList<>(SECRET_WORDS);
    for (String word : moreWords) {
      all.add(plain(word));
    }
    this.words = List.copyOf(all);
  }

  /** Whether a value with this key must not be seen. */
  public boolean isSecretKey(String key) {
    String plain = plain(key);
    if (SECRET_NAMES.contains(plain)) {
      return true;
    }
    if (plain.endsWith("tokens")) {
      return false; // a number of them, as in max_tokens
    }
    for (String word : words) {
      if (plain.contains(word)) {
        return true;
      }
    }
    return false;
  }

  /** The text without what has the form of a secret. */
  public static String text(String text) {
    return Forms.SECRET.matcher(text).replaceAll(HIDDEN);
  }

  /** The address without user, password and values of its query that may be secrets. */
  public static String url(String url) {
    String cut = url.length() <= MAX_URL ? url : url.substring(0, MAX_URL);
    return query(withoutUser(cut));
  }

  private static String withoutUser(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return url;
    }
    int start = scheme + 3;
    int end = start;
    while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    int at = url.lastIndexOf('@', end - 1);
    return at < start ? url : url.substring(0, start) + HIDDEN + url.substring(at);
  }

  private static String query(String url) {
    int question = url.indexOf('?');
    if (question < 0) {
      return url;
    }
    Redaction standard = new Redaction(List.of());
    int hash = url.indexOf('#', question);
    String query = url.substring(question + 1, hash < 0 ? url.length() : hash);
    StringBuilder safe = new StringBuilder(url.substring(0, question + 1));
    String between = "";
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      boolean secret = equals >= 0 && standard.isSecretKey(pair.substring(0, equals));
      safe.append(between).append(secret ? pair.substring(0, equals + 1) + HIDDEN : text(pair));
      between = "&";
    }
    return hash < 0 ? safe.toString() : safe.append(url.substring(hash)).toString();
  }

  /** Lower case, letters and digits only: {@code X-Api-Key} and {@code apiKey} are one word. */
  private static String plain(String key) {
    StringBuilder plain = new StringBuilder(key.length());
    String lower = key.toLowerCase(Locale.ROOT);
    for (int i = 0; i < lower.length(); i++) {
      if (Character.isLetterOrDigit(lower.charAt(i))) {
        plain.append(lower.charAt(i));
      }
    }
    return plain.toString();
  }
}
