package io.mcpmonitor.inject;

import org.jspecify.annotations.Nullable;

/**
 * A resource or tool of ours in somebody's MCP server. None takes arguments.
 *
 * <p>{@link #HEALTH_STATUS} is the resource {@value #HEALTH_URI}, of the type {@value #JSON}; all
 * others are tools that answer with one text.
 */
public enum Feature {
  /** The health report, as {@code /health} has it, without places of the file system. */
  HEALTH_STATUS(
      "health_status",
      "Health of this server",
      "How healthy this server is, as JSON: overall status and score, checks of memory, processors,"
          + " disk, traffic, databases and file scans, and the use of each tool. Comes from"
          + " mcp-monitor.",
      true),
  /** A report on scans of files and watchers of folders, for people and language models. */
  SYNC_STATUS(
      "sync_status",
      "Sync status",
      "Tells how this server's file scans and folder watchers get on: which run, how far they are,"
          + " how fast, how long they will take, and what stands still. Plain text; takes no"
          + " arguments. Comes from mcp-monitor.",
      true),
  /** The same as JSON: overall status, the scan that needs most attention, watchers, checks. */
  SYNC_HEALTH_CHECK(
      "sync_health_check",
      "Sync health check",
      "Checks this server's file scans and folder watchers. JSON with the overall status, the scan"
          + " that needs most attention, the watchers and their checks; takes no arguments. Comes"
          + " from mcp-monitor.",
      true),
  /** Starts the recovery method that the user has named; there only when one is. */
  FORCE_RESCAN(
      "force_rescan",
      "Force rescan",
      "Makes this server scan its files again, by its own means. Returns at once; sync_status then"
          + " tells how far it is. Takes no arguments. Comes from mcp-monitor.",
      false);

  /** The address of the one resource. */
  public static final String HEALTH_URI = "health://status";

  /** The media type of what is JSON. */
  public static final String JSON = "application/json";

  private final String id;
  private final String title;
  private final String description;
  private final boolean readOnly;

  Feature(String id, String title, String description, boolean readOnly) {
    this.id = id;
    this.title = title;
    this.description = description;
    this.readOnly = readOnly;
  }

  /** The name in the server, and the value of the {@code feature} label. */
  public String id() {
    return id;
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /** What it is good for, for people and language models. */
  public String description() {
    return description;
  }

  /** Whether asking changes nothing. */
  public boolean isReadOnly() {
    return readOnly;
  }

  public boolean isTool() {
    return this != HEALTH_STATUS;
  }

  /** How messages name it: {@code tool sync_status}, {@code resource health://status}. */
  public String label() {
    return isTool() ? "tool ".concat(id) : "resource ".concat(HEALTH_URI);
  }

  /**
   * Whether a tool is one of ours: a server may have one of the same name, but hardly with the same
   * words about it.
   */
  public static boolean isOurTool(@Nullable String name, @Nullable String description) {
    for (Feature feature : values()) {
      if (feature.isTool() && feature.id.equals(name) && feature.description.equals(description)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a resource template of the server may stand for our address: then the server has an
   * answer for it already. May say yes once too often.
   *
   * @param template by RFC 6570, such as {@code health://{what}}
   */
  public static boolean mayMean(String template) {
    int at = 0;
    int literal = 0;
    boolean anchored = true;
    while (literal <= template.length()) {
      int open = template.indexOf('{', literal);
      String piece = template.substring(literal, open < 0 ? template.length() : open);
      if (open < 0) {
        return anchored ? HEALTH_URI.equals(piece) : HEALTH_URI.substring(at).endsWith(piece);
      }
      int found = HEALTH_URI.indexOf(piece, at);
      if (found < 0 || (anchored && found != 0)) {
        return false;
      }
      at = found + piece.length();
      int close = template.indexOf('}', open);
      literal = close < 0 ? template.length() : close + 1;
      anchored = false;
    }
    return true;
  }
}
