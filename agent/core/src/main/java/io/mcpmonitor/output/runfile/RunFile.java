package io.mcpmonitor.output.runfile;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a running agent tells the other processes of its user.
 *
 * @param pid id of the monitored process
 * @param host address the endpoint listens on
 * @param port port the endpoint listens on; 0 without an endpoint
 * @param off why there is no endpoint, in a few words; null when there is one
 * @param token what the endpoint asks for, so that {@code status <pid>} works for the user who
 *     started the process; the file is readable by this user only, who could read the environment
 *     and the command line of the process as well. Null without a token.
 * @param secret what a command needs where there is no token; null where no command is possible. As
 *     new as the process, and nowhere else.
 * @param service name of the service
 * @param version its version
 * @param agentVersion version of the agent
 * @param startTime when the agent started
 */
public record RunFile(
    long pid,
    String host,
    int port,
    @Nullable String off,
    @Nullable String token,
    @Nullable String secret,
    String service,
    @Nullable String version,
    String agentVersion,
    Instant startTime) {

  /** A process that records, but shows nothing. */
  public static RunFile withoutEndpoint(
      long pid,
      String off,
      String service,
      @Nullable String version,
      String agentVersion,
      Instant startTime) {
    return new RunFile(pid, "", 0, off, null, null, service, version, agentVersion, startTime);
  }

  /** The address of the endpoint, if there is one, for a client on the same machine. */
  public String url() {
    String reachable =
        switch (host) {
          case "0.0.0.0" -> "127.0.0.1";
          case "::", "[::]", "0:0:0:0:0:0:0:0" -> "[::1]";
          default -> host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        };
    return "http://" + reachable + ":" + port;
  }

  /** Hides the token and the secret. */
  @Override
  public String toString() {
    return "RunFile[" + pid + ", " + (off == null ? url() : off) + "]";
  }

  /** Written by hand: Gson would add sixty classes to the start of every application. */
  String toJson() {
    StringBuilder json = new StringBuilder("{\"pid\":").append(pid);
    json.append(",\"port\":").append(port);
    add(json, "host", host);
    add(json, "off", off);
    add(json, "token", token);
    add(json, "secret", secret);
    add(json, "service", service);
    add(json, "version", version);
    add(json, "agent_version", agentVersion);
    add(json, "start_time", startTime.toString());
    return json.append('}').toString();
  }

  private static void add(StringBuilder json, String name, @Nullable String value) {
    if (value == null) {
      return;
    }
    json.append(",\"").append(name).append("\":\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u00").append(c < 16 ? '0' : '1').append(Character.forDigit(c & 15, 16));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }

  /** Null when the text is not what {@link #toJson()} writes. */
  static @Nullable RunFile fromJson(String text) {
    try {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      return new RunFile(
          json.get("pid").getAsLong(),
          json.get("host").getAsString(),
          json.get("port").getAsInt(),
          optional(json.get("off")),
          optional(json.get("token")),
          optional(json.get("secret")),
          json.get("service").getAsString(),
          optional(json.get("version")),
          json.get("agent_version").getAsString(),
          Instant.parse(json.get("start_time").getAsString()));
    } catch (JsonParseException
        | IllegalStateException
        | UnsupportedOperationException
        | NumberFormatException
        | NullPointerException // a missing member
        | DateTimeException e) {
      return null;
    }
  }

  private static @Nullable String optional(@Nullable JsonElement element) {
    return element == null || element.isJsonNull() ? null : element.getAsString();
  }
}
