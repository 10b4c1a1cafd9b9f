package io.mcpmonitor.cli;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The JVMs of this user, through the module {@code jdk.attach}, which a runtime may lack. */
final class Jvms {
  private static final long SIGQUIT_BIT = 1L << (3 - 1);

  private Jvms() {}

  /** Whether this Java runtime can look at other JVMs at all. */
  static boolean available() {
    return ModuleLayer.boot().findModule("jdk.attach").isPresent();
  }

  /** Main class or jar of every JVM that can be attached to, by process id. */
  static Map<Long, String> list() {
    return available() ? AttachApi.list() : Map.of();
  }

  /**
   * Whether asking this process to attach is harmless. The request is a signal that ends a process
   * which does not expect it, and makes a JVM without attach write its threads to stdout.
   */
  static boolean isSafe(ProcessHandle process) {
    if (list().containsKey(process.pid())) {
      return true;
    }
    ProcessHandle.Info info = process.info();
    String command = info.command().orElse("");
    for (String argument : info.arguments().orElse(new String[0])) {
      if (argument.equals("-XX:+DisableAttachMechanism")) {
        return false;
      }
    }
    return command.endsWith("/java") && catchesQuit(process.pid());
  }

  private static boolean catchesQuit(long pid) {
    try (BufferedReader status =
        new BufferedReader(new FileReader("/proc/" + pid + "/status", StandardCharsets.US_ASCII))) {
      for (String line = status.readLine(); line != null; line = status.readLine()) {
        if (line.startsWith("SigCgt:")) {
          long caught = Long.parseUnsignedLong(line.substring(7).trim(), 16);
          return (caught & SIGQUIT_BIT) != 0;
        }
      }
    } catch (IOException e) {
      return false; // no such file system
    }
    return false;
  }
}
