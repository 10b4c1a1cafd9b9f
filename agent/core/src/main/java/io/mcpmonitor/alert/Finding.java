package io.mcpmonitor.alert;

/** What a rule finds wrong in one snapshot; see {@link Alert}. */
record Finding(String rule, String subject, Severity severity, String message) {}
