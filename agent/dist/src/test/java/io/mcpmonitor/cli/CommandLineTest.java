package io.mcpmonitor.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mcpmonitor.config.Environment;
import io.mcpmonitor.output.runfile.RunFile;
import io.mcpmonitor.output.runfile.RunFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private static final long OWN_PID = ProcessHandle.current().pid();
  private static final String DEAD_PID = Integer.toString(Integer.MAX_VALUE);
  private static final String HEALTH =
      """
      {"status":"%s","health_score":87.6,"service":"notes","version":"1.2","uptime_seconds":192.4,
       "checks":{"memory":{"status":"pass","message":"45 %% of 512 MB","usage_mb":230},
                 "disk":{"status":"%s","message":"97 %% used"}},
       "tools":{"search":{"requests":40,"errors":1,"error_rate":0.025,"p95_ms":12.6,
                          "last_used":"2026-01-01T00:00:00Z"}}}
      """;
  private static final String CALLS =
      """
      {"in_flight":[{"side":"server","method":"tools/call","tool":"search","request_id":"7",
        "session":"s","client":"cl\\u001b[31mient","transport":"stdio","age_seconds":75.2,
        "waiting":false,"thread_name":"worker-1","thread_id":21}],"sessions":[]}
      """;
  private static final String PROBES =
      """
      [{"id":"mcp.javasdk","description":"MCP servers","library":"MCP Java SDK 0.8 to 2.1",
        "status":"%s","reason":%s,"hooked_methods":["a","b"],"missing":[%s],"failures":%d},
       {"id":"other","description":"x","library":"Other 1","status":"waiting","reason":"not needed",
        "hooked_methods":[],"missing":[],"failures":0}]
      """;
  private static final String CONFIG =
      """
      {"settings":[{"key":"http.port","value":"0","origin":"agent argument"},
                   {"key":"http.host","value":"127.0.0.1","origin":"default"}],"problems":[%s]}
      """;

  @TempDir Path tmp;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private String askedToken = "";
  private int commandStatus = 202;
  private String outcome = "started";
  private HttpServer server;
  private String url;

  @BeforeEach
  void startAgent() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String answer = answers.get(exchange.getRequestURI().getPath());
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          if (exchange.getRequestMethod().equals("POST")) {
            command(exchange, token);
            return;
          }
          boolean refused = !askedToken.isEmpty() && !("Bearer " + askedToken).equals(token);
          int status = refused ? 401 : answer == null ? 404 : answer.contains("fail") ? 503 : 200;
          byte[] body = (answer == null ? "?" : answer).getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          try (OutputStream stream = exchange.getResponseBody()) {
            stream.write(body);
          }
        });
    server.start();
    url = "127.0.0.1:" + server.getAddress().getPort();
    answers.put("/health", HEALTH.formatted("healthy", "pass"));
    answers.put("/calls", CALLS);
    answers.put("/sync", "{\"scans\":[]}");
    answers.put("/probes", PROBES.formatted("active", "null", "", 0));
    answers.put("/config", CONFIG.formatted(""));
    answers.put("/exporters", "[]");
  }

  @Test
  void statusShowsWatchers() {
    answers.put(
        "/sync",
        """
        {"scans":[],"watchers":[
          {"name":"Notes.watch","kind":"WatchService","alive":false,"reason":"it was closed",
           "events":7,"overflows":1,"seconds_since_event":75}]}
        """);
    assertThat(run("status", url)).isEqualTo(0);
    assertThat(out.toString())
        .containsPattern("Notes.watch +WatchService +dead: it was closed +7 +1 +1m 15s");
  }

  private void command(HttpExchange exchange, String token) throws IOException {
    String asked = askedToken.isEmpty() ? "Bearer s3cret" : "Bearer " + askedToken;
    int status = asked.equals(token) ? commandStatus : 403;
    byte[] body = "{\"outcome\":\"%s\",\"message\":\"a.B#c\"}".formatted(outcome).getBytes(UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream stream = exchange.getResponseBody()) {
      stream.write(body);
    }
  }

  @Test
  void rescanIsForTheUserOfTheProcess() throws IOException {
    assertThat(run("rescan", url)).isEqualTo(1);
    assertThat(complaint())
        .isEqualTo(
            "http://"
                + url
                + " takes commands with its token (--token) or from the user of its process only");
    writeRunFile(null);
    for (String target :
        List.of(Long.toString(OWN_PID), url, url.replace("127.0.0.1", "localhost"))) {
      assertThat(run("rescan", target)).as(target).isEqualTo(0);
      assertThat(out.toString().trim()).isEqualTo("a.B#c");
    }
    askedToken = "token";
    assertThat(run("rescan", url, "--token", "token")).isEqualTo(0);
    writeRunFile("token");
    assertThat(run("rescan", Long.toString(OWN_PID))).isEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource({"500, failed", "409, busy", "409, unavailable"})
  void rescanSaysWhatWentWrong(int status, String told) throws IOException {
    writeRunFile(null);
    commandStatus = status;
    outcome = told;
    assertThat(run("rescan", url)).isEqualTo(1);
    assertThat(complaint()).isEqualTo("a.B#c");
  }

  @AfterEach
  void stopAgent() {
    server.stop(0);
  }

  @Test
  void checkOfAHealthyServer() {
    assertThat(run("check", url)).isEqualTo(0);
    assertThat(out.toString().trim()).isEqualTo("healthy: notes 1.2, score 88 of 100");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"degraded, warn", "unhealthy, fail"})
  void checkOfASickServerNamesTheReason(String status, String check) {
    answers.put("/health", HEALTH.formatted(status, check));

    assertThat(run("check", url)).isEqualTo(1);
    assertThat(out.toString().trim())
        .isEqualTo(status + ": notes 1.2, score 88 of 100; disk: 97 % used");
  }

  @Test
  void checkOfNothing() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    assertThat(run("check", "127.0.0.1:" + free)).isEqualTo(2);
    assertThat(complaint()).isEqualTo("nothing answers at http://127.0.0.1:" + free);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anUnknownHostIsNotAClosedPort() {
    assertThat(run("check", "no-such-host.invalid:9464")).isEqualTo(2);
    assertThat(complaint())
        .isEqualTo("no address is known for the host name in http://no-such-host.invalid:9464");
  }

  @Test
  void aProcessWithoutAnEndpointSaysWhy() throws IOException {
    RunFiles.ofUser(environment())
        .write(
            RunFile.withoutEndpoint(
                OWN_PID, "http.enabled is false", "notes", null, "0.1.0", Instant.EPOCH));

    String line =
        "process "
            + OWN_PID
            + " (notes) is monitored, but its endpoint is off: http.enabled is false";
    for (String command : List.of("status", "check", "doctor")) {
      assertThat(run(command, Long.toString(OWN_PID))).isEqualTo(2);
      assertThat(complaint()).isEqualTo(line);
    }
    assertThat(run("list")).isEqualTo(0);
    assertThat(out.toString())
        .containsPattern(OWN_PID + " +yes +notes +off: http.enabled is false +0.1.0 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no json {", "[]", "{}", "\"x\""})
  void checkOfSomethingElse(String answer) {
    answers.put("/health", answer);

    assertThat(run("check", url)).isEqualTo(2);
    assertThat(complaint())
        .startsWith("http://" + url + "/health does not answer like mcp-monitor");
  }

  @Test
  void anAddressMayHaveAPathAndASlash() {
    answers.put("/base/health", HEALTH.formatted("healthy", "pass"));

    assertThat(run("check", "http://" + url + "/base/")).isEqualTo(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"notes", "0", "-1", "http://", "::", "http://a b", "host:1?x=y"})
  void whatIsNeitherProcessNorAddressIsAUsageMistake(String target) {
    assertThat(run("check", "--", target)).isEqualTo(64);
    assertThat(complaint()).startsWith(target + " is n");
  }

  @Test
  void aDeadProcessIsNamed() {
    assertThat(run("status", DEAD_PID)).isEqualTo(2);
    assertThat(complaint()).isEqualTo("there is no process " + DEAD_PID);
  }

  @Test
  void aProcessWithoutTheAgentIsNamed() {
    assertThat(run("doctor", Long.toString(OWN_PID))).isEqualTo(2);
    assertThat(complaint())
        .isEqualTo(
            "process "
                + OWN_PID
                + " is not monitored for this user; to begin: java -jar mcp-monitor.jar attach "
                + OWN_PID);
  }

  @Test
  void aProcessIsFoundByItsRunFileWithItsToken() throws IOException {
    askedToken = "s3cret";
    writeRunFile("s3cret");

    assertThat(run("check", Long.toString(OWN_PID))).isEqualTo(0);
    assertThat(run("list")).isEqualTo(0);
    assertThat(out.toString())
        .containsPattern(OWN_PID + " +yes +notes 1.2 +http://" + url + " +0.1.0 ")
        .doesNotContain("s3cret");
  }

  @Test
  void tokens() {
    askedToken = "s3cret";

    assertThat(run("check", url)).isEqualTo(2);
    assertThat(complaint())
        .isEqualTo(
            "http://" + url + " asks for a token: give it with --token or MCP_MONITOR_HTTP_TOKEN");
    assertThat(run("check", "--token", "wrong", url)).isEqualTo(2);
    assertThat(complaint()).isEqualTo("http://" + url + " refuses the token");
    assertThat(run("check", "--token", "s3cret", url)).isEqualTo(0);
    variables.put("MCP_MONITOR_HTTP_TOKEN", "s3cret");
    assertThat(run("check", url)).isEqualTo(0);
    assertThat(run("check", "--token", "a\nb", url)).isEqualTo(64);
  }

  @Test
  void statusIsAReportForPeople() {
    assertThat(run("status", url)).isEqualTo(0);
    assertThat(out.toString().lines())
        .containsExactly(
            "healthy: notes 1.2, score 88 of 100, up 3m 12s, http://" + url,
            "",
            "CHECK   STATUS  MESSAGE",
            "memory  pass    45 % of 512 MB",
            "disk    pass    97 % used",
            "",
            "TOOL    REQUESTS  ERRORS  ERROR RATE  P95 MS  LAST USED",
            "search  40        1       2.5%        13      2026-01-01T00:00:00Z",
            "",
            "CALL IN FLIGHT  TOOL    AGE     THREAD    CLIENT       TRANSPORT",
            "tools/call      search  1m 15s  worker-1  cl?[31mient  stdio");
  }

  @Test
  void statusShowsHowFarScansAre() {
    answers.put(
        "/sync",
        """
        {"scans":[{"name":"Indexer.scan","root":"/data/notes","state":"scanning",
          "files_scanned":45,"files_total":100,"files_per_second":5.2,"seconds_left":11.0}]}
        """);
    assertThat(run("status", url)).isEqualTo(0);
    assertThat(out.toString().lines())
        .contains(
            "Indexer.scan  scanning  [#########-----------]  45%  45/100  5        11s   /data/notes");
  }

  @Test
  void statusOfAServerThatDidNothingYet() {
    answers.put("/health", "{\"status\":\"healthy\"}");
    answers.put("/calls", "{}");

    assertThat(run("status", url)).isEqualTo(0);
    assertThat(out.toString().lines())
        .containsExactly(
            "healthy: unnamed, up -, http://" + url,
            "",
            "no checks",
            "",
            "no tool was called yet",
            "",
            "no calls in flight");
  }

  @Test
  void doctorFindsNothingWrong() {
    assertThat(run("doctor", url)).isEqualTo(0);
    assertThat(out.toString().lines())
        .containsExactly(
            "agent at http://" + url,
            "",
            "Probes",
            "  ok      mcp.javasdk: active, hooked methods: 2 (MCP Java SDK 0.8 to 2.1)",
            "  -       other: waiting: not needed (Other 1)",
            "",
            "Configuration",
            "  ok      no mistakes",
            "",
            "SETTING    VALUE  FROM",
            "http.port  0      agent argument");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "inactive|\"too old\"|\"m()\"|0|mcp.javasdk: inactive: too old",
        "failed|\"it threw\"||3|mcp.javasdk: switched off after repeated failures: it threw",
        "active|null||2|mcp.javasdk: 2 failures in its hooks",
        "waiting|null||0|no probe is active",
        "disabled|null||0|no probe is active",
        "asleep|null||0|mcp.javasdk: unknown state 'asleep'"
      })
  void doctorSaysWhatIsWrongWithAProbe(
      String status, String reason, String missing, int failures, String line) {
    answers.put(
        "/probes", PROBES.formatted(status, reason, missing == null ? "" : missing, failures));

    assertThat(run("doctor", url)).isEqualTo(1);
    assertThat(out.toString()).contains("  wrong   " + line);
    if (missing != null) {
      assertThat(out.toString()).contains("missing: m()");
    }
  }

  @Test
  void doctorWarnsOfWhatWorksAndNeedsALook() {
    answers.put(
        "/probes",
        PROBES
            .formatted("active", "null", "", 0)
            .replace(
                "\"missing\":[]",
                "\"missing\":[],\"untested\":[\"MCP 9 found\"],\"gaps\":[\"a gap\"]"));
    assertThat(run("doctor", url)).isEqualTo(0);
    assertThat(out.toString().lines())
        .contains("  warn    mcp.javasdk: MCP 9 found", "  warn    mcp.javasdk: a gap");
  }

  @Test
  void doctorSaysHowExportGoes() {
    String exporter =
        """
        {"signal": "%s", "endpoint": "http://c:4318/v1/%1$s", "protocol": "http/protobuf",
         "exported": 7, "failed": 2, "dropped": 0%s}""";
    answers.put("/exporters", "[" + exporter.formatted("traces", "") + "]");
    assertThat(run("doctor", url)).isEqualTo(0);
    assertThat(out.toString())
        .contains("  ok      traces: 7 sent to http://c:4318/v1/traces (http/protobuf)")
        .contains("  -       traces: 2 given up, 0 dropped");

    String why = ", \"failing_since\": \"2026-01-01T00:00:00Z\", \"last_error\": \"refused\"";
    answers.put("/exporters", "[" + exporter.formatted("logs", why) + "]");
    assertThat(run("doctor", url)).isEqualTo(1);
    assertThat(out.toString())
        .contains("  wrong   logs: fails since 2026-01-01T00:00:00Z, http://c:4318/v1/logs")
        .contains(": refused");
  }

  @Test
  void doctorRepeatsMistakesInTheConfiguration() {
    answers.put("/config", CONFIG.formatted("\"http.prot=1 (agent argument): unknown key\""));

    assertThat(run("doctor", url)).isEqualTo(1);
    assertThat(out.toString()).contains("  wrong   http.prot=1 (agent argument): unknown key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "check", "doctor", "attach"})
  void aMissingTargetIsAUsageMistake(String command) {
    assertThat(run(command)).isEqualTo(64);
    assertThat(complaint())
        .startsWith("Missing required parameter")
        .endsWith("see java -jar mcp-monitor.jar " + command + " --help");
  }

  @Test
  void anUnknownCommandIsAUsageMistake() {
    assertThat(run("statsu")).isEqualTo(64);
    assertThat(complaint()).contains("'statsu'");
  }

  @Test
  void withoutACommandTheCommandsAreListed() {
    assertThat(run()).isEqualTo(0);
    assertThat(out.toString())
        .contains("list", "attach", "status", "check", "doctor", "config", "version");
  }

  @Test
  void versionIsTheOneOfTheBuild() {
    assertThat(run("version")).isEqualTo(0);
    assertThat(out.toString().trim()).matches("mcp-monitor [0-9]+\\.[0-9]+.*");
    String version = out.toString();
    assertThat(run("--version")).isEqualTo(0);
    assertThat(out).hasToString(version);
  }

  @Test
  void configPrintsEveryKey() {
    assertThat(run("config")).isEqualTo(0);
    assertThat(out.toString())
        .contains("http.port  (default: 9464)", "health.disk.unhealthy", "probes.<id>.enabled");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 90);
  }

  @Test
  void attachRefusesWithOneLine() throws IOException {
    assertThat(run("attach", DEAD_PID)).isEqualTo(1);
    assertThat(complaint()).isEqualTo("there is no process " + DEAD_PID);
    assertThat(run("attach", Long.toString(OWN_PID))).isEqualTo(1);
    assertThat(complaint()).isEqualTo("process " + OWN_PID + " is this command");
    assertThat(run("attach", DEAD_PID, "http.prot=1")).isEqualTo(64);
    assertThat(complaint())
        .isEqualTo(
            "not attached: http.prot=1 (agent argument): unknown key, did you mean http.port?;"
                + " ignored");
    assertThat(run("attach", DEAD_PID, "debug")).isEqualTo(64);
    assertThat(run("attach", "notes")).isEqualTo(64);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void attachLeavesProcessesAloneThatAreNoJvm() throws IOException {
    Process sleeper = new ProcessBuilder("sleep", "600").start();
    try {
      assertThat(run("attach", Long.toString(sleeper.pid()))).isEqualTo(1);
      assertThat(complaint()).startsWith("process " + sleeper.pid() + " is no JVM, or one");
      assertThat(sleeper.isAlive()).isTrue();
    } finally {
      sleeper.destroyForcibly();
    }
  }

  @Test
  void attachQuotesValuesWithCommas() throws CliException {
    String options =
        AttachCommand.options(List.of("region=eu", "http.allowed-hosts=a,b", "service.name='x,y'"));

    assertThat(options).isEqualTo("region=eu,http.allowed-hosts=\"a,b\",service.name='x,y'");
    assertThat(AttachCommand.options(List.of("config=x.yaml")))
        .isEqualTo("config=" + Path.of("x.yaml").toAbsolutePath());
  }

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    PrintWriter stdout = new PrintWriter(out, true);
    PrintWriter stderr = new PrintWriter(err, true);
    return Main.run(new Console(stdout, stderr, environment()), args);
  }

  private Environment environment() {
    Map<String, String> properties =
        Map.of(
            "java.io.tmpdir", tmp.toString(),
            "user.name", "tester",
            "java.class.path", "/opt/mcp-monitor.jar");
    return new Environment(properties, variables);
  }

  /** The one line on stderr. */
  private String complaint() {
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("mcp-monitor: ");
    return err.toString().substring("mcp-monitor: ".length()).trim();
  }

  private void writeRunFile(String token) throws IOException {
    int port = server.getAddress().getPort();
    RunFiles.ofUser(environment())
        .write(
            new RunFile(
                OWN_PID,
                "127.0.0.1",
                port,
                null,
                token,
                token == null ? "s3cret" : null,
                "notes",
                "1.2",
                "0.1.0",
                Instant.EPOCH));
  }
}
