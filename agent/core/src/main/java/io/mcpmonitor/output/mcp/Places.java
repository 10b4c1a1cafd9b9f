package io.mcpmonitor.output.mcp;

import io.mcpmonitor.health.HealthReport;
import io.mcpmonitor.health.HealthReport.Check;
import io.mcpmonitor.health.HealthReport.Tool;
import io.mcpmonitor.health.SyncReport;
import io.mcpmonitor.state.Snapshot;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out where the process lives: clients of an MCP server learn how it is, not the machine's
 * folders and addresses. Of a path its last name is left, of a file of a scan what is below the
 * scanned folder, of an address its scheme. SQL statements are left out.
 */
final class Places {
  private static final Pattern PLACE =
      Pattern.compile(
          "\\b([A-Za-z][A-Za-z0-9+.-]+:)//[^\\s'\"<>)\\]]+"
              + "|(?<![\\w/\\\\.])(?:[A-Za-z]:)?[/\\\\](?:[^\\s/\\\\'\":;,()<>]+[/\\\\])*"
              + "([^\\s/\\\\'\":;,()<>]*)");

  private Places() {}

  /** The report for clients of the MCP server. */
  static HealthReport hidden(HealthReport report) {
    Map<String, Check> checks = new LinkedHashMap<>();
    report
        .checks()
        .forEach(
            (name, check) ->
                checks.put(
                    name, new Check(check.status(), hidden(check.message()), check.numbers())));
    Map<String, Tool> tools = new LinkedHashMap<>();
    report.tools().forEach((name, tool) -> tools.put(name, hidden(tool)));
    return new HealthReport(
        report.status(),
        report.healthScore(),
        report.timestamp(),
        report.service(),
        report.version(),
        report.uptimeSeconds(),
        report.databaseStatus(),
        report.connectionPool(),
        report.connectionPools(),
        Collections.unmodifiableMap(checks),
        hidden(report.sync()),
        report.watcher(),
        report.queueSize(),
        Collections.unmodifiableMap(tools),
        report.system(),
        report.metadata());
  }

  private static SyncReport.Sync hidden(SyncReport.Sync sync) {
    String error = sync.error();
    return new SyncReport.Sync(
        sync.state(),
        sync.scan(),
        sync.filesScanned(),
        sync.filesTotal(),
        sync.bytesProcessed(),
        sync.filesPerSecond(),
        sync.secondsSinceProgress(),
        sync.secondsLeft(),
        sync.recoveryAttempts(),
        error == null ? null : hidden(error));
  }

  private static Tool hidden(Tool tool) {
    Snapshot.DatabaseUse use = tool.database();
    return new Tool(
        tool.requests(),
        tool.errors(),
        tool.errorRate(),
        tool.lastUsed(),
        tool.p95Ms(),
        use == null
            ? null
            : new Snapshot.DatabaseUse(
                use.statements(),
                use.seconds(),
                use.rowsChanged(),
                use.rowsReturned(),
                use.repeatingCalls(),
                null));
  }

  /** The text without folders and addresses. */
  static String hidden(String text) {
    Matcher found = PLACE.matcher(text);
    StringBuilder safe = new StringBuilder();
    while (found.find()) {
      String scheme = found.group(1);
      String name = found.group(2);
      found.appendReplacement(
          safe, Matcher.quoteReplacement(scheme != null ? scheme + "//…" : "…/" + name));
    }
    return found.appendTail(safe).toString();
  }

  /** A path as it is seen from the scanned folder; null for the folder itself. */
  static @Nullable String below(@Nullable String root, @Nullable String path) {
    if (path == null || path.equals(root)) {
      return null;
    }
    if (root != null && path.startsWith(root) && path.length() > root.length() + 1) {
      return path.substring(root.length() + (isSeparator(root.charAt(root.length() - 1)) ? 0 : 1));
    }
    return hidden(path);
  }

  private static boolean isSeparator(char c) {
    return c == '/' || c == '\\';
  }
}
