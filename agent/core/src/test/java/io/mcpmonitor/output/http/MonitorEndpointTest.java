package io.mcpmonitor.output.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.mcpmonitor.alert.Alerts;
import io.mcpmonitor.capture.CaptureLevel;
import io.mcpmonitor.config.AgentConfig;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.health.SampleSnapshot;
import io.mcpmonitor.output.http.RawClient.Reply;
import io.mcpmonitor.scan.Rescan;
import io.mcpmonitor.state.ProbeStatus;
import io.mcpmonitor.state.Snapshot;
import io.mcpmonitor.trace.Sampling;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonitorEndpointTest {
  private static final Scrape SCRAPE =
      (accept, encoding, query) ->
          new HttpAnswer(
              200,
              Map.of("Content-Type", "text/plain", "Content-Length", "1"),
              (accept + " " + encoding + " " + query).getBytes(UTF_8));

  private final SampleSnapshot sample = new SampleSnapshot();
  private Rescan rescan = Rescan.NONE;
  private MonitorEndpoint endpoint;

  @AfterEach
  void stop() {
    if (endpoint != null) {
      endpoint.close();
    }
  }

  private static AgentConfig config(String host, int port, String token, String... allowed) {
    return new AgentConfig(
        true,
        new AgentConfig.Service(null, null, null, null),
        new AgentConfig.Http(true, host, port, token, List.of(allowed)),
        null,
        new AgentConfig.Traces(false, false, Sampling.DEFAULT, List.of()),
        new AgentConfig.Content(CaptureLevel.METADATA, List.of(), 100),
        Map.of(),
        SampleSnapshot.limits(),
        new AgentConfig.Scan(
            Duration.ofSeconds(10), Duration.ofSeconds(60), 3, List.of(), List.of(), null),
        new AgentConfig.Inject(false, false),
        true,
        Map.of(),
        List.of(new AgentConfig.Origin("http.token", "***", "default")),
        List.of("a problem"));
  }

  private int start(AgentConfig config) throws IOException {
    endpoint =
        new MonitorEndpoint(
            config,
            new MonitorEndpoint.Parts(
                sample::build, SCRAPE, () -> Alerts.Report.NONE, rescan, "s3cret"));
    return endpoint.port();
  }

  private int start() throws IOException {
    return start(config("127.0.0.1", 0, null));
  }

  private static JsonObject json(Reply reply) {
    return JsonParser.parseString(reply.body()).getAsJsonObject();
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        arguments(RawClient.get("/health"), 200, "\"status\": \"healthy\""),
        arguments(RawClient.get("/health/status"), 200, "\"health_score\": 100"),
        arguments(RawClient.get("/health?x=y"), 200, "\"service\": \"notes\""),
        arguments(RawClient.get("/%68ealth"), 200, "\"service\": \"notes\""),
        arguments(RawClient.get("/health/live"), 200, "\"alive\""),
        arguments(RawClient.get("/health/ready"), 200, "\"ready\""),
        arguments(RawClient.get("/health/started"), 200, "\"started\""),
        arguments(RawClient.get("/metrics"), 200, "null null null"),
        arguments(
            RawClient.get("/metrics?name[]=a", "Accept: x", "Accept-Encoding: gzip"),
            200,
            "x gzip name[]=a"),
        arguments(RawClient.get("/calls"), 200, "\"in_flight\": []"),
        arguments(RawClient.get("/alerts"), 200, "\"active\": []"),
        arguments(RawClient.get("/probes"), 200, "[]"),
        arguments(RawClient.get("/config"), 200, "\"origin\": \"default\""),
        arguments(RawClient.get("/"), 200, "\"/health\""),
        arguments(RawClient.get("http://localhost/health"), 200, "\"service\": \"notes\""),
        arguments(RawClient.get("http://evil.example/health"), 421, "allowed-hosts"),
        arguments("GET /health HTTP/1.0\r\n\r\n", 200, "\"service\": \"notes\""),
        arguments("GET /health HTTP/1.0\r\nHost: evil.example\r\n\r\n", 421, "allowed-hosts"),
        arguments(RawClient.get("/health", "Content-Length: 2") + "{}", 200, "\"notes\""),
        arguments(
            RawClient.get("/health", "Transfer-Encoding: chunked") + "2\r\n{}\r\n0\r\n\r\n",
            200,
            "\"notes\""),
        arguments(RawClient.get("/nothing"), 404, "\"/health\""),
        arguments(RawClient.get("/health/"), 404, "no such path"),
        arguments(RawClient.get("//health"), 404, "no such path"),
        arguments(RawClient.get("/health/../config"), 404, "no such path"),
        arguments(RawClient.get("/%2e%2e/etc/passwd"), 404, "no such path"),
        arguments(RawClient.get("/<script>"), 404, "no such path"),
        arguments(RawClient.get("/a%0d%0aX:y"), 400, "malformed"),
        arguments(RawClient.get("/" + "a".repeat(5000)), 414, "too long"),
        arguments(RawClient.get("/", "X: " + "a".repeat(9000)), 431, "too long"),
        arguments("POST /health HTTP/1.1\r\nHost: localhost\r\n\r\n", 405, "only be read"),
        arguments("BREW /health HTTP/1.1\r\nHost: localhost\r\n\r\n", 405, "only be read"),
        arguments("POST /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n", 404, "no such path"),
        arguments("OPTIONS /health HTTP/1.1\r\nHost: localhost\r\n\r\n", 204, ""),
        arguments("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n", 204, ""),
        arguments("OPTIONS /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n", 404, "no such path"),
        arguments("rubbish\r\n\r\n", 400, "malformed"),
        arguments("\u0016\u0003\u0001\u0002\u0000", 400, "HTTP port"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void answers(String request, int status, String contained) throws IOException {
    Reply reply = RawClient.ask(start(), request);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).contains(contained).doesNotContain("script", "passwd");
    assertThat(reply.header("cache-control")).isEqualTo("no-store");
    assertThat(reply.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(reply.headers()).containsKey("date");
    assertThat(reply.headers()).doesNotContainKeys("x", "access-control-allow-origin");
    assertThat(reply.headers().containsKey("allow")).isEqualTo(status == 405 || status == 204);
    if (status != 204 && !request.contains("/metrics")) {
      assertThat(reply.header("content-type")).isEqualTo("application/json");
      assertThat(JsonParser.parseString(reply.body())).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/health", "/health/live", "/metrics", "/calls", "/nothing"})
  void headIsGetWithoutBody(String path) throws IOException {
    int port = start();
    Reply get = RawClient.ask(port, RawClient.get(path));
    try (RawClient client = new RawClient(port)) {
      client.send("HEAD " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Reply head = client.receive(true);
      assertThat(head.status()).isEqualTo(get.status());
      assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
      client.send(RawClient.get("/health/live")); // no byte of a body stands before the next answer
      assertThat(client.receive().body()).contains("alive");
    }
  }

  @Test
  void unhealthyIs503AndNotReadyButAlive() throws IOException {
    sample.transportFailures = List.of("gone");
    int port = start();
    assertThat(RawClient.ask(port, RawClient.get("/health")).status()).isEqualTo(503);
    assertThat(RawClient.ask(port, RawClient.get("/health/status")).status()).isEqualTo(503);
    Reply ready = RawClient.ask(port, RawClient.get("/health/ready"));
    assertThat(ready.status()).isEqualTo(503);
    assertThat(json(ready).get("status").getAsString()).isEqualTo("not_ready");
    assertThat(RawClient.ask(port, RawClient.get("/health/live")).status()).isEqualTo(200);
  }

  @Test
  void degradedIs200() throws IOException {
    sample.resources = SampleSnapshot.resources(0.9, 0, 0);
    Reply reply = RawClient.ask(start(), RawClient.get("/health"));
    assertThat(reply.status()).isEqualTo(200);
    assertThat(json(reply).get("status").getAsString()).isEqualTo("degraded");
  }

  @ParameterizedTest
  @CsvSource({"5, 0, 503", "5, 1, 200", "60, 0, 200"})
  void hasStartedOnceMcpIsSpokenOrAMinuteIsOver(double uptime, long requests, int expected)
      throws IOException {
    sample.servers = List.of();
    sample.uptimeSeconds = uptime;
    sample.traffic = new Snapshot.Traffic(requests, 0, null, requests, 0, 0);
    int port = start();
    assertThat(RawClient.ask(port, RawClient.get("/health/started")).status()).isEqualTo(expected);
    assertThat(RawClient.ask(port, RawClient.get("/health/ready")).status()).isEqualTo(expected);
  }

  @Test
  void showsCallsSessionsAndProbes() throws IOException {
    sample.calls =
        List.of(SampleSnapshot.call(Side.SERVER, "tools/call", "search", 1.23456, false));
    sample.sessions =
        List.of(
            new Snapshot.Session(
                "s1", Side.SERVER, McpTransport.STDIO, null, "client", "1", "notes", 2));
    sample.probes =
        List.of(
            new ProbeStatus(
                "mcp.javasdk",
                "d",
                "l",
                ProbeStatus.Status.ACTIVE,
                null,
                List.of("a.B.c"),
                List.of(),
                List.of("file:/x.jar lacks a.B.d/0"),
                List.of("lib 3.0 found"),
                List.of("a tool unseen"),
                List.of("notes has it"),
                List.of("no room"),
                3));
    int port = start();
    JsonObject calls = json(RawClient.ask(port, RawClient.get("/calls")));
    assertThat(calls.get("in_flight").getAsJsonArray().get(0))
        .isEqualTo(
            JsonParser.parseString(
                "{side:server,method:'tools/call',tool:search,request_id:'7',session:'session-1',"
                    + "client:'some-client',transport:'streamable-http',age_seconds:1.2346,"
                    + "waiting:false,thread_name:'worker-1',thread_id:42}"));
    assertThat(calls.get("sessions").getAsJsonArray().get(0))
        .isEqualTo(
            JsonParser.parseString(
                "{id:s1,side:server,transport:stdio,peer_name:client,peer_version:'1',"
                    + "server_name:notes,age_seconds:2.0}"));
    assertThat(JsonParser.parseString(RawClient.ask(port, RawClient.get("/probes")).body()))
        .isEqualTo(
            JsonParser.parseString(
                "[{id:'mcp.javasdk',description:d,library:l,status:active,"
                    + "hooked_methods:['a.B.c'],missing:[],"
                    + "inactive_for:['file:/x.jar lacks a.B.d/0'],"
                    + "untested:['lib 3.0 found'],"
                    + "gaps:['a tool unseen'],"
                    + "notes:['notes has it'],unable:['no room'],failures:3}]"));
    assertThat(json(RawClient.ask(port, RawClient.get("/config"))))
        .isEqualTo(
            JsonParser.parseString(
                "{settings:[{key:'http.token',value:'***',origin:default}],"
                    + "problems:['a problem']}"));
  }

  @Test
  void bigAnswersAreCompressedForWhoTakesIt() throws IOException {
    sample.calls =
        Collections.nCopies(100, SampleSnapshot.call(Side.SERVER, "tools/call", "a", 1, false));
    int port = start();
    Reply plain = RawClient.ask(port, RawClient.get("/calls"));
    Reply refused = RawClient.ask(port, RawClient.get("/calls", "Accept-Encoding: gzip;q=0, br"));
    Reply zipped = RawClient.ask(port, RawClient.get("/calls", "Accept-Encoding: br, gzip;q=0.5"));
    assertThat(plain.headers()).doesNotContainKey("content-encoding");
    assertThat(refused.headers()).doesNotContainKey("content-encoding");
    assertThat(zipped.header("content-encoding")).isEqualTo("gzip");
    assertThat(zipped.bytes().length).isLessThan(plain.bytes().length / 4);
    assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.bytes())).readAllBytes())
        .isEqualTo(plain.bytes());
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "LOCALHOST:9464, true",
    "127.0.0.1:1, true",
    "127.1.2.3, true",
    "[::1], true",
    "[::1]:80, true",
    "monitor.internal, true",
    "monitor.internal:8443, true",
    "evil.example, false",
    "localhost.evil.example, false",
    "127.0.0.1.evil.example, false",
    "localhost:80:80, false",
    "localhost:x, false",
    "10.0.0.1, false",
    "[fe80::1], false",
    "'', false",
  })
  void knowsItsOwnNames(String host, boolean expected) throws IOException {
    int port = start(config("127.0.0.1", 0, null, "Monitor.internal"));
    Reply reply = RawClient.ask(port, "GET /health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    assertThat(reply.status()).isEqualTo(expected ? 200 : 421);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.1:9464, 200", "[fe80::1]:9464, 200", "evil.example, 421"})
  void anyAddressIsKnownWhenItListensOnMoreThanLoopback(String host, int expected)
      throws IOException {
    int port = start(config("0.0.0.0", 0, null));
    assertThat(endpoint.url()).isEqualTo("http://localhost:" + port);
    Reply reply = RawClient.ask(port, "GET /health/live HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    assertThat(reply.status()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer s3cret, 200",
    "bearer   s3cret, 200",
    "Bearer s3cre, 401",
    "Bearer s3cretx, 401",
    "Bearer, 401",
    "s3cret, 401",
    "Basic s3cret, 401",
  })
  void asksForItsToken(String authorization, int expected) throws IOException {
    int port = start(config("127.0.0.1", 0, "s3cret"));
    Reply reply = RawClient.ask(port, RawClient.get("/health", "Authorization: " + authorization));
    assertThat(reply.status()).isEqualTo(expected);
    assertThat(reply.body()).doesNotContain("s3cret");
  }

  @Test
  void onlyTheKubernetesProbesNeedNoToken() throws IOException {
    int port = start(config("127.0.0.1", 0, "s3cret"));
    for (String path : List.of("/health/live", "/health/ready", "/health/started")) {
      assertThat(RawClient.ask(port, RawClient.get(path)).status()).isEqualTo(200);
    }
    for (String path : List.of("/", "/health", "/metrics", "/calls", "/config", "/nothing")) {
      Reply reply = RawClient.ask(port, RawClient.get(path));
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.header("www-authenticate")).startsWith("Bearer");
    }
  }

  @Test
  void takesTheNextPortWhenItsOwnIsTaken() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = start(config("127.0.0.1", other.getLocalPort(), null));
      assertThat(port).isGreaterThan(other.getLocalPort());
      assertThat(endpoint.url()).isEqualTo("http://127.0.0.1:" + port);
      assertThat(RawClient.ask(port, RawClient.get("/health/live")).status()).isEqualTo(200);
    }
  }

  @Test
  void saysWhichHostItCannotBind() {
    assertThatThrownBy(() -> start(config("no.such.host.invalid", 0, null)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("http.host no.such.host.invalid");
  }

  @Test
  void closingFreesThePort() throws IOException {
    int port = start();
    try (RawClient open = new RawClient(port)) {
      open.send(RawClient.get("/health/live"));
      open.receive();
      endpoint.close();
      assertThat(open.readToEnd()).isZero();
    }
    start(config("127.0.0.1", port, null));
    assertThat(endpoint.port()).isEqualTo(port);
  }

  private static String post(String... headers) {
    return RawClient.get(RescanCommand.PATH, headers).replace("GET ", "POST ");
  }

  /** Counts how often it was really called. */
  private static final class CountingRescan implements Rescan {
    Outcome outcome = Outcome.STARTED;
    int calls;

    @Override
    public boolean isPossible() {
      return true;
    }

    @Override
    public Result now() {
      calls++;
      return new Result(outcome, "a.B#c says x");
    }
  }

  @Test
  void theCommandNeedsTheSecretOfTheProcess() throws IOException {
    CountingRescan counting = new CountingRescan();
    rescan = counting;
    int port = start();
    List<String> refused =
        List.of(
            post(),
            post("Authorization: Bearer"),
            post("Authorization: Bearer s3cre"),
            post("Authorization: Bearer s3cret2"),
            post("Authorization: Basic s3cret"),
            post("Origin: http://evil.example", "Cookie: s3cret"));
    for (String request : refused) {
      Reply reply = RawClient.ask(port, request);
      assertThat(reply.status()).as(request).isEqualTo(403);
      assertThat(reply.headers()).doesNotContainKey("access-control-allow-origin");
    }
    assertThat(counting.calls).isZero();
    assertThat(RawClient.ask(port, post("Authorization: Bearer s3cret", "Host: evil")).status())
        .isEqualTo(400);
    String foreign = post("Authorization: Bearer s3cret").replace("localhost", "evil.example");
    assertThat(RawClient.ask(port, foreign).status()).isEqualTo(421);
    for (String method : List.of("GET", "HEAD", "PUT", "DELETE")) {
      String request = post("Authorization: Bearer s3cret").replace("POST ", method + " ");
      Reply reply = RawClient.ask(port, request);
      assertThat(reply.status()).as(method).isEqualTo(405);
      assertThat(reply.header("allow")).isEqualTo("POST, OPTIONS");
    }
    Reply preflight =
        RawClient.ask(port, post("Origin: http://evil.example").replace("POST ", "OPTIONS "));
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.headers().keySet()).noneMatch(name -> name.startsWith("access-control"));
    assertThat(counting.calls).isZero();

    Reply reply = RawClient.ask(port, post("Authorization: Bearer s3cret"));
    assertThat(reply.status()).isEqualTo(202);
    assertThat(json(reply))
        .isEqualTo(JsonParser.parseString("{outcome:started,message:'a.B#c says x'}"));
    assertThat(counting.calls).isEqualTo(1);
  }

  @Test
  void theCommandNeedsTheTokenWhereThereIsOne() throws IOException {
    CountingRescan counting = new CountingRescan();
    rescan = counting;
    int port = start(config("127.0.0.1", 0, "token"));
    assertThat(RawClient.ask(port, post()).status()).isEqualTo(401);
    assertThat(RawClient.ask(port, post("Authorization: Bearer s3cret")).status()).isEqualTo(401);
    assertThat(counting.calls).isZero();
    assertThat(RawClient.ask(port, post("Authorization: Bearer token")).status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({"STARTED, 202", "DONE, 200", "FAILED, 500", "BUSY, 409", "UNAVAILABLE, 409"})
  void whatBecameOfTheCommandIsTold(Rescan.Outcome outcome, int status) throws IOException {
    CountingRescan counting = new CountingRescan();
    counting.outcome = outcome;
    rescan = counting;
    assertThat(RawClient.ask(start(), post("Authorization: Bearer s3cret")).status())
        .isEqualTo(status);
  }

  @Test
  void withoutAMethodThereIsNoCommand() throws IOException {
    Reply reply = RawClient.ask(start(), post("Authorization: Bearer s3cret"));
    assertThat(reply.status()).isEqualTo(409);
    assertThat(json(reply).get("message").getAsString()).contains("scan.recovery-method");
  }
}
