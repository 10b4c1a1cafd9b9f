package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.SdkDriver;
import io.mcpmonitor.harness.SdkVersion;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Web applications in one servlet container, each with an SDK of its own. */
class WebApplicationsIT {
  private static final Set<String> TOOLS = Set.of("echo", "add");
  private static final String OLD = "0.12.1";

  /** Not 2.1: its streamable transport leaves a thread behind that holds the application. */
  private static final String NEW = "2.0.1";

  private static final String SERVLET = "com.example.matrix.MatrixServlet";

  /** An SDK that lacks a method which the probe calls, and who uses it. */
  private static final Map<String, String> INCOMPLETE =
      Map.of(
          "io/modelcontextprotocol/spec/McpSchema.java",
          """
          package io.modelcontextprotocol.spec;
          public final class McpSchema {
            public static String deserializeJsonRpcMessage(Object mapper, String message) {
              return message;
            }
            public interface JSONRPCRequest { Object id(); }
          }
          """,
          "Incomplete.java",
          """
          public class Incomplete extends jakarta.servlet.http.HttpServlet {
            @Override protected void doGet(jakarta.servlet.http.HttpServletRequest request,
                jakarta.servlet.http.HttpServletResponse response) throws java.io.IOException {
              String answer =
                  io.modelcontextprotocol.spec.McpSchema.deserializeJsonRpcMessage(null, "{}");
              response.getWriter().print(answer);
            }
          }
          """);

  @TempDir Path folder;
  private int commands;

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void applicationsWithDifferentVersionsAreCountedAndCollected(int jdk) throws IOException {
    try (AgentJvm container = container(jdk)) {
      deploy(container, "/old", SERVLET, webApplication(OLD));
      deploy(container, "/new", SERVLET, webApplication(NEW));
      Telemetry telemetry = new Telemetry(container, TOOLS);

      drive(container, "/old", "echo", 3);
      drive(container, "/new", "add", 2);
      counted(telemetry, 3, 2);

      undeployed(container, "/old");
      deploy(container, "/old", SERVLET, webApplication(OLD));
      drive(container, "/old", "echo", 4);
      drive(container, "/new", "add", 1);
      counted(telemetry, 7, 3);
      telemetry.noTroubleInTheAgent();

      undeployed(container, "/old");
      undeployed(container, "/new");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {17})
  void anIncompleteSdkInOneApplicationLeavesTheOtherMonitored(int jdk) throws IOException {
    try (AgentJvm container = container(jdk)) {
      deploy(container, "/incomplete", "Incomplete", incomplete());
      JsonHttp.Reply reply = JsonHttp.get(container.serverUrl().resolve("/incomplete/"));
      assertThat(reply.json()).isEqualTo(new JsonObject());
      deploy(container, "/new", SERVLET, webApplication(NEW));
      drive(container, "/new", "echo", 2);

      Telemetry telemetry = new Telemetry(container, TOOLS);
      counted(telemetry, 2, 0);
      JsonObject probe =
          JsonParser.parseString(JsonHttp.get(container.agentUrl("/probes")).body())
              .getAsJsonArray()
              .get(0)
              .getAsJsonObject();
      assertThat(probe.get("status").getAsString()).isEqualTo("active");
      assertThat(probe.getAsJsonArray("inactive_for")).hasSize(1);
      assertThat(probe.getAsJsonArray("inactive_for").get(0).getAsString())
          .contains("/incomplete/WEB-INF/classes")
          .contains("JSONRPCRequest.method/0");
      assertThat(telemetry.scrape().sum("mcp_monitor_hook_failures_total")).isZero();
    }
  }

  private AgentJvm container(int jdk) {
    String path =
        String.join(
            File.pathSeparator,
            classPath(NEW).stream()
                .filter(jar -> jar.matches(".*(tomcat|sdk-matrix-common).*"))
                .toList());
    return AgentJvm.on(Jdks.require(jdk))
        .jvmArgs("-XX:SoftRefLRUPolicyMSPerMB=0")
        .main(path, "com.example.matrix.WebApplications")
        .withAgent()
        .start();
  }

  private void deploy(AgentJvm container, String path, String servlet, Path files) {
    container.serverUrl();
    container.writeLine("deploy " + path + " " + servlet + " " + files);
    said(container, "deployed " + path);
  }

  private void undeployed(AgentJvm container, String path) {
    container.writeLine("undeploy " + path);
    said(container, "collected " + path);
  }

  private void said(AgentJvm container, String what) {
    commands++;
    Pattern answer = Pattern.compile("^" + commands + " (.*)");
    assertThat(container.awaitStderr(answer, AgentJvm.PATIENCE))
        .as(container::story)
        .hasValue(what);
  }

  private static void drive(AgentJvm container, String path, String tool, int calls) {
    try (SdkDriver driver = SdkDriver.streamable(container.serverUrl(), path)) {
      driver.initialize();
      for (int i = 0; i < calls; i++) {
        driver.text(tool, Map.of("text", "x", "a", 1, "b", 2));
      }
    }
  }

  private static void counted(Telemetry telemetry, int echo, int add) {
    String name = "mcp_requests_total";
    telemetry.scrapeUntil(s -> s.sum(name, "method", "tools/call") >= echo + add);
    assertThat(telemetry.scrape().sum(name, "tool", "echo")).isEqualTo(echo);
    assertThat(telemetry.scrape().sum(name, "tool", "add")).isEqualTo(add);
  }

  /** What a container unpacks from a WAR. */
  private Path webApplication(String sdk) throws IOException {
    Path files = folder.resolve(sdk);
    Path library = files.resolve("WEB-INF/lib");
    if (!Files.exists(library)) {
      Files.createDirectories(library);
      for (String jar : classPath(sdk)) {
        if (!jar.contains("tomcat")) {
          Files.copy(Path.of(jar), library.resolve(Path.of(jar).getFileName()));
        }
      }
    }
    return files;
  }

  private Path incomplete() throws IOException {
    Path sources = folder.resolve("sources");
    Path classes = folder.resolve("incomplete/WEB-INF/classes");
    Files.createDirectories(classes);
    String servletApi = String.join(File.pathSeparator, classPath(NEW));
    for (Map.Entry<String, String> source : INCOMPLETE.entrySet()) {
      Path file = sources.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "--release",
                "17",
                "-sourcepath",
                sources.toString(),
                "-cp",
                servletApi,
                "-d",
                classes.toString(),
                sources.resolve("Incomplete.java").toString());
    assertThat(result).isZero();
    return folder.resolve("incomplete");
  }

  private static List<String> classPath(String version) {
    SdkVersion sdk =
        SdkVersion.all().stream()
            .filter(v -> v.version().equals(version) && v.stack() == SdkVersion.Stack.SERVLET)
            .findFirst()
            .orElseThrow();
    return List.of(sdk.classPath().split(File.pathSeparator, -1));
  }
}
