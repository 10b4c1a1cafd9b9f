package io.mcpmonitor.output.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mcpmonitor.config.AgentConfig;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in.
 *
 * <p>Host: a web page can make a browser ask this server under the page's own name (DNS rebinding)
 * and read the answer, so only known names are answered. An address instead of a name cannot be
 * rebound: loopback addresses are always known, any other one when the server listens on more than
 * loopback, where scrapers and the kubelet use it.
 *
 * <p>Token: the three Kubernetes probes are answered without it, because a kubelet sends none and
 * they tell nothing but one word.
 */
final class Access {
  private static final Set<String> WITHOUT_TOKEN =
      Set.of("/health/live", "/health/ready", "/health/started");

  private static final String DIGITS = "0123456789";

  private final Set<String> names = new HashSet<>();
  private final boolean anyAddress;
  private final byte @Nullable [] token;

  Access(AgentConfig.Http http) {
    names.add("localhost");
    names.add(withoutBrackets(http.host().toLowerCase(Locale.ROOT)));
    for (String name : http.allowedHosts()) {
      names.add(hostOf(name));
    }
    anyAddress = !isLoopback(withoutBrackets(http.host().toLowerCase(Locale.ROOT)));
    String text = http.token();
    token = text == null || text.isEmpty() ? null : text.getBytes(UTF_8);
  }

  /** Whether others than users of this machine can read everything. */
  boolean isOpenToStrangers() {
    return anyAddress && token == null;
  }

  /** The refusal for this request; null when it may pass. */
  @Nullable HttpAnswer refusal(HttpRequest request) {
    if (!knows(request.header("host")) || !knows(request.authority())) {
      return HttpAnswer.error(
          421, "unknown Host header; add the name to mcp.monitor.http.allowed-hosts");
    }
    if (token == null || WITHOUT_TOKEN.contains(request.path())) {
      return null;
    }
    if (!MessageDigest.isEqual(token, bearer(request.header("authorization")))) {
      return HttpAnswer.error(401, "send the token of mcp.monitor.http.token as bearer token")
          .with("WWW-Authenticate", "Bearer realm=\"mcp-monitor\"");
    }
    return null;
  }

  /** HTTP/1.0 clients may leave the name out; no browser does. */
  private boolean knows(@Nullable String authority) {
    if (authority == null) {
      return true;
    }
    String host = hostOf(authority);
    return names.contains(host) || isLoopback(host) || (anyAddress && isAddress(host));
  }

  /** The bearer token of this header; empty without one. */
  static byte[] bearer(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return new byte[0];
    }
    return authorization.substring(7).strip().getBytes(UTF_8);
  }

  /** The host of {@code host}, {@code host:port}, {@code [v6]} or {@code [v6]:port}. */
  private static String hostOf(String authority) {
    String text = authority.strip().toLowerCase(Locale.ROOT);
    int colon = text.lastIndexOf(':');
    boolean single = colon >= 0 && text.indexOf(':') == colon;
    boolean afterBracket = colon > 0 && text.charAt(colon - 1) == ']';
    if ((single || afterBracket) && consistsOf(DIGITS, text.substring(colon + 1))) {
      text = text.substring(0, colon);
    }
    return withoutBrackets(text);
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.equals("::1")
        || host.equals("0:0:0:0:0:0:0:1")
        || (host.startsWith("127.") && isAddress(host));
  }

  /** No name can look like this: a last label of digits only, or a colon, is always an address. */
  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0
        ? consistsOf(DIGITS + "abcdef:.", host)
        : host.indexOf('.') > 0 && !host.endsWith(".") && consistsOf(DIGITS + ".", host);
  }

  private static boolean consistsOf(String chars, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (chars.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
