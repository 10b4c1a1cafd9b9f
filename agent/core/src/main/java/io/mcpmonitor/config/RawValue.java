package io.mcpmonitor.config;

/**
 * A setting as somebody wrote it.
 *
 * @param text what was written
 * @param origin where, for people
 */
record RawValue(String text, String origin) {
  static final String ARGUMENT = "agent argument";
  static final String PROPERTY = "system property ";
  static final String VARIABLE = "environment ";
  static final String FILE = "file ";
}
