package io.mcpmonitor.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the project and the jar under test are. */
public final class AgentJar {
  /** Names another jar than the built one. */
  public static final String PROPERTY = "mcp.monitor.jar";

  private static final Path BUILT = Path.of("agent", "dist", "target", "mcp-monitor.jar");

  private AgentJar() {}

  /**
   * The jar under test.
   *
   * @throws IllegalStateException when it has not been built
   */
  public static Path path() {
    String named = System.getProperty(PROPERTY);
    Path jar = named == null || named.isBlank() ? projectRoot().resolve(BUILT) : Path.of(named);
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "the agent is not built: no " + jar + " (mvn -q -DskipTests package builds it)");
    }
    return jar.toAbsolutePath();
  }

  /** The project's root folder, seen from any folder inside. */
  public static Path projectRoot() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("test-apps"))
          && Files.isRegularFile(folder.resolve("pom.xml"))) {
        return folder;
      }
    }
    throw new IllegalStateException("not inside the project: " + here);
  }
}
