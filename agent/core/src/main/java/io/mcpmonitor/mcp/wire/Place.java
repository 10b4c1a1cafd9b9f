package io.mcpmonitor.mcp.wire;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON-RPC message that is worth reading. The places are a tree; whatever is not in it
 * is skipped.
 */
final class Place {
  private static final Place[] NONE = {};
  private static int made;

  static final Place JSONRPC = value("jsonrpc");
  static final Place ID = value("id");
  static final Place METHOD = value("method");
  static final Place LISTED_TOOL = value("name");
  static final Place LISTED_PROMPT = value("name");
  static final Place ARGUMENTS = value("arguments");
  static final Place PARAMS =
      object(
          "params",
          value("name"),
          value("uri"),
          value("protocolVersion"),
          value("requestId"),
          value("progressToken"),
          value("progress"),
          value("total"),
          implementation("clientInfo"),
          ARGUMENTS,
          object(
              "_meta",
              value("traceparent"),
              value("tracestate"),
              value("baggage"),
              value("b3"),
              value("X-B3-TraceId"),
              value("X-B3-SpanId"),
              value("X-B3-Sampled"),
              value("uber-trace-id"),
              value("progressToken"),
              value("io.modelcontextprotocol/protocolVersion"),
              implementation("io.modelcontextprotocol/clientInfo")));
  static final Place RESULT =
      object(
          "result",
          value("isError"),
          value("resultType"),
          value("protocolVersion"),
          implementation("serverInfo"),
          list("tools", LISTED_TOOL),
          list("prompts", LISTED_PROMPT),
          object("_meta", implementation("io.modelcontextprotocol/serverInfo")));
  static final Place CODE = value("code");
  static final Place ERROR_MESSAGE = value("message");
  static final Place ERROR = object("error", CODE, ERROR_MESSAGE);
  static final Place MESSAGE = object("", JSONRPC, ID, METHOD, PARAMS, RESULT, ERROR);

  /** How many places there are. */
  static final int COUNT = made;

  /** The length of the longest of their names. */
  static final int LONGEST_NAME = MESSAGE.longestName();

  /** From 0, each place has another one. */
  final int index;

  /** The member of its object. */
  final String name;

  private final byte[] utf8;

  /** What is worth reading in it. */
  final Place[] members;

  /** Whether it is an array of objects with these members. */
  final boolean isList;

  private Place(String name, boolean isList, Place... members) {
    this.index = made++;
    this.name = name;
    this.utf8 = name.getBytes(StandardCharsets.UTF_8);
    this.isList = isList;
    this.members = members;
  }

  private static Place value(String name) {
    return new Place(name, false, NONE);
  }

  private static Place object(String name, Place... members) {
    return new Place(name, false, members);
  }

  private static Place list(String name, Place... members) {
    return new Place(name, true, members);
  }

  private static Place implementation(String name) {
    return object(name, value("name"), value("version"));
  }

  private int longestName() {
    int longest = utf8.length;
    for (Place member : members) {
      longest = Math.max(longest, member.longestName());
    }
    return longest;
  }

  /** The member with this name; null when it is not worth reading. */
  @Nullable Place member(byte[] key, int length) {
    for (Place member : members) {
      if (member.utf8.length == length && startsWith(key, member.utf8)) {
        return member;
      }
    }
    return null;
  }

  private static boolean startsWith(byte[] key, byte[] start) {
    for (int i = 0; i < start.length; i++) {
      if (key[i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** The member with this name; null when it is not worth reading. */
  @Nullable Place member(String wanted) {
    for (Place member : members) {
      if (member.name.equals(wanted)) {
        return member;
      }
    }
    return null;
  }
}
