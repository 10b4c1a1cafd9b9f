package io.mcpmonitor.cli;

/** Ends a command with one line for the user and an exit code. */
final class CliException extends Exception {
  /** Done, and all is well. */
  static final int OK = 0;

  /** Something is wrong with what was looked at, or could not be done. */
  static final int PROBLEM = 1;

  /** There is no answer to look at. */
  static final int UNREACHABLE = 2;

  /** The command line itself is wrong (EX_USAGE of sysexits.h). */
  static final int USAGE = 64;

  private final int exitCode;

  CliException(int exitCode, String line) {
    super(line, null, false, false);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }

  String line() {
    return String.valueOf(getMessage());
  }
}
