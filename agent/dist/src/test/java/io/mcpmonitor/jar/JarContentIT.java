package io.mcpmonitor.jar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every entry of the jar is meant to be there. */
class JarContentIT {
  private static final long MAX_BYTES = 9_000_000;

  /** What the application's class path sees. */
  private static final List<String> VISIBLE =
      List.of(
          "META-INF/LICENSE",
          "META-INF/MANIFEST.MF",
          "io/mcpmonitor/AgentClassLoader.class",
          "io/mcpmonitor/McpMonitorAgent.class",
          "io/mcpmonitor/package-info.class");

  /** Packages below {@code inst/}, at most three levels of them. */
  private static final List<String> PACKAGES =
      List.of(
          "com/google/errorprone",
          "com/google/gson",
          "io/mcpmonitor/agent",
          "io/mcpmonitor/alert",
          "io/mcpmonitor/capture",
          "io/mcpmonitor/cli",
          "io/mcpmonitor/config",
          "io/mcpmonitor/engine",
          "io/mcpmonitor/event",
          "io/mcpmonitor/health",
          "io/mcpmonitor/inject",
          "io/mcpmonitor/lib",
          "io/mcpmonitor/mcp",
          "io/mcpmonitor/output",
          "io/mcpmonitor/pipeline",
          "io/mcpmonitor/probe",
          "io/mcpmonitor/record",
          "io/mcpmonitor/scan",
          "io/mcpmonitor/sql",
          "io/mcpmonitor/state",
          "io/mcpmonitor/support",
          "io/mcpmonitor/trace",
          "org/objectweb/asm",
          "org/snakeyaml/engine",
          "picocli");

  /** Libraries that other agents know by name, or that the application has too. */
  private static final List<String> LIBRARIES =
      List.of(
          "io/mcpmonitor/lib/kotlin",
          "io/mcpmonitor/lib/okhttp3",
          "io/mcpmonitor/lib/okio",
          "io/mcpmonitor/lib/opentelemetry",
          "io/mcpmonitor/lib/prometheus");

  private static final List<String> RESOURCES =
      List.of(
          "META-INF/THIRD-PARTY.txt",
          "META-INF/services/io.mcpmonitor.lib.opentelemetry.sdk.autoconfigure.spi.internal"
              + ".ComponentProvider",
          "META-INF/services/io.mcpmonitor.lib.opentelemetry.sdk.autoconfigure.spi.internal"
              + ".ConfigurableMetricReaderProvider",
          "io/mcpmonitor/lib/opentelemetry/api/version.properties",
          "io/mcpmonitor/lib/opentelemetry/common/version.properties",
          "io/mcpmonitor/lib/opentelemetry/context/version.properties",
          "io/mcpmonitor/lib/opentelemetry/exporter/internal/otlp/version.properties",
          "io/mcpmonitor/lib/opentelemetry/exporter/internal/version.properties",
          "io/mcpmonitor/lib/opentelemetry/exporter/prometheus/version.properties",
          "io/mcpmonitor/lib/opentelemetry/sdk/common/version.properties",
          "io/mcpmonitor/lib/opentelemetry/sdk/logs/version.properties",
          "io/mcpmonitor/lib/opentelemetry/sdk/metrics/version.properties",
          "io/mcpmonitor/lib/opentelemetry/sdk/trace/version.properties",
          "io/mcpmonitor/mcp-monitor.properties");

  private JarFile jar;

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(TheJar.path().toFile());
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  private List<String> files() {
    return jar.stream().filter(entry -> !entry.isDirectory()).map(JarEntry::getName).toList();
  }

  private List<String> isolated(boolean classes) {
    return files().stream()
        .filter(name -> name.startsWith("inst/"))
        .map(name -> name.substring("inst/".length()))
        .filter(name -> name.endsWith(".classdata") == classes)
        .toList();
  }

  @Test
  void theApplicationSeesTheLauncherOnly() {
    assertThat(files().stream().filter(name -> !name.startsWith("inst/")))
        .containsExactlyInAnyOrderElementsOf(VISIBLE);
  }

  @Test
  void isolatedPackagesAreKnown() {
    Set<String> packages = new TreeSet<>();
    Set<String> libraries = new TreeSet<>();
    for (String name : isolated(true)) {
      packages.add(prefix(name, 3));
      if (name.startsWith("io/mcpmonitor/lib/")) {
        libraries.add(prefix(name, 4));
      }
    }
    assertThat(packages).containsExactlyElementsOf(PACKAGES);
    assertThat(libraries).containsExactlyElementsOf(LIBRARIES);
  }

  private static String prefix(String name, int levels) {
    String[] parts = name.split("/", -1);
    return String.join("/", List.of(parts).subList(0, Math.min(levels, parts.length - 1)));
  }

  @Test
  void isolatedResourcesAreKnown() {
    assertThat(isolated(false)).containsExactlyInAnyOrderElementsOf(RESOURCES);
  }

  @Test
  void classesRunOnJava17() throws IOException {
    int classes = 0;
    for (JarEntry entry : jar.stream().toList()) {
      if (entry.getName().endsWith(".class") || entry.getName().endsWith(".classdata")) {
        try (InputStream in = jar.getInputStream(entry)) {
          byte[] head = in.readNBytes(8);
          assertThat(head[6] << 8 | head[7]).as(entry.getName()).isLessThanOrEqualTo(61);
          classes++;
        }
      }
    }
    assertThat(classes).isGreaterThan(1000);
  }

  @Test
  void theJarIsSmall() throws IOException {
    assertThat(Files.size(TheJar.path())).isLessThanOrEqualTo(MAX_BYTES);
  }

  @Test
  void theManifestNamesTheWaysIn() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    String launcher = "io.mcpmonitor.McpMonitorAgent";
    for (String way : List.of("Main-Class", "Premain-Class", "Agent-Class")) {
      assertThat(manifest.getValue(way)).as(way).isEqualTo(launcher);
    }
    assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
    assertThat(manifest.getValue("Boot-Class-Path")).isNull();
    assertThat(manifest.getValue("Launcher-Agent-Class")).isNull();
    assertThat(manifest.getValue("Implementation-Version")).matches("\\d+\\..*");
  }

  /** One of the two things that make builds differ; entries are sorted by the jar plugin. */
  @Test
  void entriesCarryTheTimeOfTheProjectNotOfTheBuild() {
    assertThat(jar.stream().map(JarEntry::getTimeLocal).distinct()).hasSize(1);
  }

  @Test
  void everyBundledLibraryHasItsNotice() throws IOException {
    Set<String> bundled =
        names(
            Files.readString(TheJar.target().resolve("bundled.txt")),
            "^   ([^:\\s]+:[^:\\s]+):jar:");
    String notices;
    try (InputStream in = jar.getInputStream(jar.getJarEntry("inst/META-INF/THIRD-PARTY.txt"))) {
      notices = new String(in.readAllBytes(), UTF_8);
    }
    assertThat(names(notices, "^  ([^:\\s]+:[^:\\s]+)$")).isEqualTo(bundled);
    assertThat(bundled).hasSizeGreaterThan(10);
  }

  private static Set<String> names(String text, String pattern) {
    return Pattern.compile(pattern, Pattern.MULTILINE)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
