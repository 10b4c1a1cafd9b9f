package io.mcpmonitor.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something is wrong, or was.
 *
 * @param rule which rule says so, such as {@code scan_stalled}
 * @param subject what it is about: a scan, a watcher, a health check
 * @param message what is wrong, as it was last seen; for people
 * @param since when it began to fire
 * @param until when it was resolved; null while it fires
 */
public record Alert(
    String rule,
    String subject,
    Severity severity,
    String message,
    Instant since,
    @Nullable Instant until) {

  boolean isAbout(Finding finding) {
    return rule.equals(finding.rule()) && subject.equals(finding.subject());
  }

  Alert seen(Finding finding) {
    return new Alert(rule, subject, finding.severity(), finding.message(), since, null);
  }

  Alert resolved(Instant now) {
    return new Alert(rule, subject, severity, message, since, now);
  }
}
