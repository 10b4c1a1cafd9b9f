package io.mcpmonitor.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The JVMs of this user, through the module {@code jdk.attach}, which a runtime may lack. */
final class Jvms {
  private static final int OLDEST = 17;
  private static final long SIGQUIT_BIT = 1L << (3 - 1);

  private Jvms() {}

  /** Whether this Java runtime can look at other JVMs at all. */
  static boolean available() {
    return ModuleLayer.boot().findModule("jdk.attach").isPresent();
  }

  /** Main class or jar of every JVM that can be attached to, by process id. */
  static Map<Long, String> list() {
    Map<Long, String> names = new TreeMap<>();
    for (VirtualMachineDescriptor jvm : VirtualMachine.list()) {
      String name = jvm.displayName(); // with its arguments, which may hold secrets
      int space = name.indexOf(' ');
      name = space < 0 ? name : name.substring(0, space);
      names.put(Long.parseLong(jvm.id()), name.isEmpty() ? "-" : name);
    }
    return names;
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

  /**
   * Loads the agent into a JVM.
   *
   * @param options agent arguments
   * @throws CliException with the reason, when that does not work
   */
  static void load(long pid, String jar, String options) throws CliException {
    VirtualMachine jvm;
    try {
      jvm = VirtualMachine.attach(Long.toString(pid));
    } catch (AttachNotSupportedException | IOException e) {
      throw failed("process " + pid + " cannot be attached to: " + e.getMessage());
    }
    try {
      String version = jvm.getSystemProperties().getProperty("java.specification.version", "");
      if (version.startsWith("1.") || Integer.parseInt(version) < OLDEST) {
        throw failed("process " + pid + " runs on Java " + version + "; Java 17 is needed");
      }
      jvm.loadAgent(jar, options);
    } catch (AgentLoadException | AgentInitializationException e) {
      throw failed(
          "process "
              + pid
              + " did not take the agent: "
              + Optional.ofNullable(e.getMessage()).orElse(e.toString())
              + "; its stderr may say more");
    } catch (IOException | NumberFormatException e) {
      throw failed("process " + pid + " broke off: " + e);
    } finally {
      try {
        jvm.detach();
      } catch (IOException e) {
        // the process has gone: told by what was tried on it
      }
    }
  }

  private static CliException failed(String line) {
    return new CliException(CliException.PROBLEM, line);
  }
}
