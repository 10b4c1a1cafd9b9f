package io.mcpmonitor.cli;

import java.util.Locale;

/** How a health report is put into words. */
final class HealthText {
  private static final int BAR = 20;

  private HealthText() {}

  /** For example {@code healthy: notes 1.2, score 98 of 100}. */
  static String headline(Json report) {
    StringBuilder line = new StringBuilder(report.text("status")).append(": ");
    line.append(name(report));
    if (!Double.isNaN(report.number("health_score"))) {
      line.append(", score ").append(Math.round(report.number("health_score"))).append(" of 100");
    }
    return line.toString();
  }

  /** Name and version of what is monitored. */
  static String name(Json report) {
    return (report.text("service", "unnamed") + " " + report.text("version")).trim();
  }

  /** For example {@code 2d 3h}, {@code 4m 10s}, {@code 1.5s}; a dash when unknown. */
  static String time(double seconds) {
    if (Double.isNaN(seconds)) {
      return "-";
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1fs", seconds);
    }
    long whole = (long) seconds;
    if (whole < 60) {
      return whole + "s";
    }
    if (whole < 3600) {
      return whole / 60 + "m " + whole % 60 + "s";
    }
    return whole < 86_400
        ? whole / 3600 + "h " + whole % 3600 / 60 + "m"
        : whole / 86_400 + "d " + whole % 86_400 / 3600 + "h";
  }

  /** A whole number, a dash when unknown. */
  static String count(double number) {
    return Double.isNaN(number) ? "-" : Long.toString(Math.round(number));
  }

  /** For example {@code [########------------] 40%}; a dash when there is nothing to do. */
  static String bar(double part, double whole) {
    double share = part / whole;
    if (!Double.isFinite(share)) {
      return "-";
    }
    int full = (int) (Math.min(1, Math.max(0, share)) * BAR);
    int percent = (int) (Math.min(1, Math.max(0, share)) * 100);
    return String.format(
        Locale.ROOT, "[%s%s] %3d%%", "#".repeat(full), "-".repeat(BAR - full), percent);
  }

  /** Errors as part of the requests; a dash without requests. */
  static String percent(double part, double whole) {
    double percent = part * 100 / whole;
    return Double.isFinite(percent) ? String.format(Locale.ROOT, "%.1f%%", percent) : "-";
  }
}
