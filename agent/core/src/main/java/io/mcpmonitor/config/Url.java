package io.mcpmonitor.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

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
