package io.mcpmonitor.scan;

import io.mcpmonitor.support.MethodName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The application's own methods that its user names.
 *
 * @param scans a call is a run of a scan
 * @param items a call is the work on one item of it; empty: files that are opened count
 * @param recovery begins anew what is stalled; null when none is named
 */
public record NamedMethods(
    List<MethodName> scans, List<MethodName> items, @Nullable MethodName recovery) {
  public static final NamedMethods NONE = new NamedMethods(List.of(), List.of(), null);

  /** What a scan is called: without its package, unless two would be called the same. */
  String title(String method) {
    MethodName name = MethodName.parse(method);
    if (name == null) {
      return method;
    }
    for (MethodName other : scans) {
      if (!other.equals(name) && other.shortName().equals(name.shortName())) {
        return name.className() + "." + name.method();
      }
    }
    return name.shortName();
  }
}
