package io.mcpmonitor.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The libraries in the built jar leave the application's settings alone. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class BundledLibrariesIT {
  private static final String STAND_IN = "io/mcpmonitor/support/jul/";
  private static final Pattern ADDRESS = Pattern.compile("see (http://\\S+)/health");

  @TempDir Path temp;

  @Test
  void noClassMentionsJavaUtilLogging() throws IOException {
    List<String> mentions = new ArrayList<>();
    int classes = 0;
    try (JarFile jar = new JarFile(jar().toFile())) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (isClass(entry)) {
          classes++;
          String text = new String(withoutKotlinNotes(jar.getInputStream(entry)), ISO_8859_1);
          if (text.contains("java/util/logging") || text.contains("java.util.logging")) {
            mentions.add(entry.getName());
          }
        }
      }
    }
    assertThat(mentions).isEmpty();
    assertThat(classes).isGreaterThan(1_000);
  }

  /** Kotlin's compiler notes what the source said, for other compilers; nothing runs by it. */
  private static byte[] withoutKotlinNotes(InputStream in) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    ClassVisitor filter =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return descriptor.endsWith("/kotlin/Metadata;")
                ? null
                : super.visitAnnotation(descriptor, visible);
          }
        };
    new ClassReader(in).accept(filter, 0);
    return writer.toByteArray();
  }

  @Test
  void theStandInHasAllThatTheLibrariesUse() throws Exception {
    Set<String> used = new HashSet<>();
    try (JarFile jar = new JarFile(jar().toFile())) {
      for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (isClass(entry) && !entry.getName().contains(STAND_IN)) {
          new ClassReader(jar.getInputStream(entry)).accept(new Uses(used), 0);
        }
      }
    }
    Set<String> present = new HashSet<>();
    for (String name : List.of("Logger", "Level")) {
      Class<?> type = Class.forName((STAND_IN + name).replace('/', '.'));
      Stream.of(type.getMethods())
          .forEach(m -> present.add(name + "." + m.getName() + Type.getMethodDescriptor(m)));
      Stream.of(type.getFields())
          .forEach(f -> present.add(name + "." + f.getName() + Type.getDescriptor(f.getType())));
    }
    assertThat(used).isNotEmpty().isSubsetOf(present);
  }

  private enum Broken {
    SYSTEM_PROPERTIES,
    FILE_OF_THE_ENVIRONMENT,
    FILE_ON_THE_CLASS_PATH
  }

  @ParameterizedTest
  @EnumSource
  void aScrapeNeedsNothingOfTheApplicationsSettings(Broken broken) throws Exception {
    Path classLog = temp.resolve("classes.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xlog:class+load:file=" + classLog);
    command.add("-Djava.util.logging.manager=no.such.Manager");
    command.add("-javaagent:" + jar() + "=http.port=0");
    if (broken == Broken.SYSTEM_PROPERTIES) {
      command.add("-Dio.prometheus.exporter.http_server.port=none");
      command.add("-Dio.prometheus.no.such.key=x");
    }
    Path settings = temp.resolve("prometheus.properties");
    if (broken != Broken.SYSTEM_PROPERTIES) {
      Files.writeString(settings, "io.prometheus.no.such.key=\\u00zz\n");
    }
    Path classes =
        Path.of(Waiting.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    command.add("-cp");
    command.add(
        broken == Broken.FILE_ON_THE_CLASS_PATH
            ? classes + System.getProperty("path.separator") + temp
            : classes.toString());
    command.add(Waiting.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    if (broken == Broken.FILE_OF_THE_ENVIRONMENT) {
      builder.environment().put("PROMETHEUS_CONFIG", settings.toString());
    }
    Process process = builder.start();
    try {
      String address = address(process);
      for (String accept :
          List.of(
              "text/plain",
              "application/openmetrics-text; version=1.0.0",
              "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
                  + " encoding=delimited")) {
        HttpResponse<String> answer = scrape(address, accept);
        assertThat(answer.statusCode()).as(accept + ": " + answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse(""))
            .startsWith(accept.substring(0, accept.indexOf('/')))
            .contains(accept.split("[;]", -1)[0]);
        assertThat(answer.body()).contains("jvm_memory_used_bytes");
      }
    } finally {
      process.getOutputStream().close();
      assertThat(process.waitFor()).isZero();
    }
    assertThat(Files.readString(classLog))
        .contains("io.mcpmonitor.output.prometheus.OwnSettings ")
        // The JDK's own management loads LogManager without starting it, which needs the others.
        .doesNotContain("java.util.logging.Logger ", "java.util.logging.LogManager$");
  }

  /** An application that does nothing until its input ends. */
  static final class Waiting {
    public static void main(String[] arguments) throws IOException {
      System.in.transferTo(java.io.OutputStream.nullOutputStream());
    }
  }

  private static HttpResponse<String> scrape(String address, String accept) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address + "/metrics"))
                .header("Accept", accept)
                .build(),
            HttpResponse.BodyHandlers.ofString(ISO_8859_1));
  }

  private static String address(Process process) throws IOException {
    BufferedReader errors =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    List<String> said = new ArrayList<>();
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      said.add(line);
      Matcher matcher = ADDRESS.matcher(line);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    throw new AssertionError("the agent does not say where it is: " + said);
  }

  private static boolean isClass(JarEntry entry) {
    return entry.getName().endsWith(".classdata") || entry.getName().endsWith(".class");
  }

  private static Path jar() throws IOException {
    String target = System.getProperty("agent.target", "target");
    try (Stream<Path> files = Files.list(Path.of(target).toAbsolutePath())) {
      return files
          .filter(file -> file.getFileName().toString().matches("mcp-monitor(-agent)?\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no agent jar in " + target));
    }
  }

  /** Collects what is used of the stand-in. */
  private static final class Uses extends ClassVisitor {
    private final Set<String> used;

    Uses(Set<String> used) {
      super(Opcodes.ASM9);
      this.used = used;
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String method, String type, boolean isInterface) {
          add(owner, method, type);
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String field, String type) {
          add(owner, field, type);
        }

        private void add(String owner, String member, String type) {
          if (owner.startsWith(STAND_IN)) {
            used.add(owner.substring(STAND_IN.length()) + "." + member + type);
          }
        }
      };
    }
  }
}
