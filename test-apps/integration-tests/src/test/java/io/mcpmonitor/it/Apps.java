package io.mcpmonitor.it;

import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.JvmBuilder;
import java.nio.file.Path;

/** The runnable sample applications. */
final class Apps {
  private Apps() {}

  static JvmBuilder docsServer(Jdk jdk, String... args) {
    return AgentJvm.on(jdk).jar(jar("docs-server")).args(args);
  }

  static JvmBuilder fetchServer(Jdk jdk, String... args) {
    return AgentJvm.on(jdk).jar(jar("fetch-server")).args(args);
  }

  static JvmBuilder conformanceServer(Jdk jdk) {
    return AgentJvm.on(jdk).jar(jar("conformance-server")).args("0");
  }

  static Path jar(String app) {
    return AgentJar.projectRoot()
        .resolve("test-apps")
        .resolve(app)
        .resolve("target")
        .resolve(app + ".jar");
  }
}
