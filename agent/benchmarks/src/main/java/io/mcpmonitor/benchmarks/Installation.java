package io.mcpmonitor.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Where the build left what is measured. */
final class Installation {
  private static final List<String> AGENT_JARS =
      List.of("mcp-monitor.jar", "mcp-monitor-agent.jar");
  private static final String SERVER = "io.mcpmonitor.benchmarks.server.";

  private final Path target;
  private @Nullable Path emptyAgent;

  Installation() {
    try {
      Path here = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      target = Objects.requireNonNull(here.toAbsolutePath().getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  boolean hasAgentJar() {
    return findAgentJar() != null;
  }

  Path agentJar() {
    Path jar = findAgentJar();
    if (jar == null) {
      throw new IllegalStateException("agent/dist is not built: run mvn -q -DskipTests package");
    }
    return jar;
  }

  private @Nullable Path findAgentJar() {
    Path dist = target.resolve("../../dist/target").normalize();
    for (String name : AGENT_JARS) {
      if (Files.isRegularFile(dist.resolve(name))) {
        return dist.resolve(name);
      }
    }
    return null;
  }

  Path otherAgentJar() {
    return target.resolve("opentelemetry-javaagent.jar");
  }

  String serverClass() {
    return SERVER + "EchoServer";
  }

  String scanServerClass() {
    return SERVER + "ScanServer";
  }

  String serverClassPath() {
    StringBuilder path = new StringBuilder(target.resolve("classes").toString());
    File[] jars = target.resolve("server").toFile().listFiles();
    for (File jar : jars == null ? new File[0] : jars) {
      path.append(File.pathSeparatorChar).append(jar);
    }
    return path.toString();
  }

  synchronized Path emptyAgent() {
    if (emptyAgent == null) {
      emptyAgent = agentOf(SERVER + "EmptyAgent");
    }
    return emptyAgent;
  }

  /** A jar that makes an agent of a class on the class path. */
  static Path agentOf(String premainClass) {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.putValue("Premain-Class", premainClass);
    attributes.putValue("Can-Retransform-Classes", "true");
    attributes.putValue("Can-Redefine-Classes", "true");
    try {
      Path jar = Files.createTempFile("agent", ".jar");
      jar.toFile().deleteOnExit();
      try (OutputStream out = Files.newOutputStream(jar)) {
        new JarOutputStream(out, manifest).close();
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
