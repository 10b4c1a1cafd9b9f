package io.mcpmonitor.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The module {@code jdk.attach}: to be loaded only where {@link Jvms#available} says so. */
final class AttachApi {
  private static final int OLDEST = 17;

  private AttachApi() {}

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
