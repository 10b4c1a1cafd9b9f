package io.mcpmonitor.output.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.output.http.RawClient.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the server does with clients that behave, with clients that do not, and with itself. */
@Timeout(120)
class HttpServerTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final ServerLimits PATIENT =
      new ServerLimits(64, 1024 * 1024, LONG, LONG, LONG, LONG, LONG);
  private static final int BIG = 30 * 1024 * 1024; // more than the sockets on both ends buffer
  private static final byte[] BIG_BODY = new byte[BIG];

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<RawClient> clients = new ArrayList<>();
  private HttpServer server;

  @AfterEach
  void stop() throws IOException {
    release.countDown();
    for (RawClient client : clients) {
      client.close();
    }
    if (server != null) {
      server.stop();
    }
  }

  private void start(ServerLimits limits) throws IOException {
    start(limits, this::handle);
  }

  private void start(ServerLimits limits, Function<HttpRequest, HttpAnswer> handler)
      throws IOException {
    server = new HttpServer("127.0.0.1", 0, limits, handler);
  }

  private HttpAnswer handle(HttpRequest request) {
    return switch (request.path()) {
      case "/big" -> new HttpAnswer(200, Map.of(), BIG_BODY);
      case "/error" -> throw new StackOverflowError("on purpose");
      case "/wait" -> {
        awaitRelease();
        yield HttpAnswer.json(200, "{}");
      }
      default -> new HttpAnswer(200, Map.of(), request.path().getBytes(UTF_8));
    };
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private RawClient connect() throws IOException {
    RawClient client = new RawClient(server.port());
    clients.add(client);
    return client;
  }

  private void assertAnswers() throws IOException {
    for (int i = 0; i < 5; i++) {
      Reply reply = RawClient.ask(server.port(), RawClient.get("/usual"));
      assertThat(reply.body()).isEqualTo("/usual");
    }
  }

  @Test
  void keepsAConnectionForManyRequests() throws IOException {
    start(PATIENT);
    RawClient client = connect();
    for (int i = 0; i < 100; i++) {
      client.send(RawClient.get("/" + i));
      assertThat(client.receive().body()).isEqualTo("/" + i);
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    start(PATIENT);
    RawClient client = connect();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 300; i++) { // more than its buffer holds
      all.append(RawClient.get("/" + i));
    }
    client.send(all.toString());
    for (int i = 0; i < 300; i++) {
      assertThat(client.receive().body()).isEqualTo("/" + i);
    }
  }

  @Test
  void closesWhenAsked() throws IOException {
    start(PATIENT);
    RawClient client = connect();
    client.send(RawClient.get("/", "Connection: close"));
    assertThat(client.receive().header("connection")).isEqualTo("close");
    assertThat(client.readToEnd()).isZero();
  }

  @Test
  void anOldClientIsAnsweredAndClosed() throws IOException {
    start(PATIENT);
    RawClient client = connect();
    client.send("GET /old HTTP/1.0\r\n\r\n");
    client.socket.shutdownOutput();
    assertThat(client.receive().body()).isEqualTo("/old");
    assertThat(client.readToEnd()).isZero();
  }

  @Test
  void aRefusalArrivesAlthoughTheClientIsStillSending() throws IOException {
    start(PATIENT);
    RawClient client = connect();
    client.send("GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(200_000));
    Reply reply = client.receive();
    assertThat(reply.status()).isEqualTo(431);
    assertThat(reply.header("connection")).isEqualTo("close");
    assertThat(client.readToEnd()).isZero();
  }

  @Test
  void aHandlerThatThrowsIsAnsweredWith500() throws IOException {
    start(PATIENT);
    RawClient client = connect();
    client.send(RawClient.get("/error"));
    Reply reply = client.receive();
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).isEqualTo("{\"error\":\"the handler failed\"}\n");
    client.send(RawClient.get("/next"));
    assertThat(client.receive().body()).isEqualTo("/next");
  }

  @Test
  void aHandlerThatHangsIsAnsweredFor() throws IOException {
    start(new ServerLimits(64, 1024 * 1024, LONG, LONG, SHORT, LONG, LONG));
    RawClient client = connect();
    client.send(RawClient.get("/wait"));
    assertThat(client.receive().status()).isEqualTo(503);
    assertThat(client.readToEnd()).isZero();
    release.countDown();
    assertAnswers();
  }

  @Test
  void aBigAnswerArrivesWhole() throws IOException {
    start(PATIENT);
    assertThat(RawClient.ask(server.port(), RawClient.get("/big")).bytes()).hasSize(BIG);
  }

  @Test
  void slowHeadersHoldNobody() throws IOException {
    start(PATIENT);
    for (int i = 0; i < 200; i++) {
      connect().send("GET / HTTP/1.1\r\nHost: a\r\nX: ");
      if (i % 50 == 0) {
        assertAnswers();
      }
    }
    assertAnswers();
  }

  @Test
  void idleConnectionsHoldNobody() throws IOException {
    start(PATIENT);
    for (int i = 0; i < 500; i++) {
      connect();
    }
    assertAnswers();
    assertThat(clients.get(0).readToEnd()).as("the oldest is given up").isZero();
  }

  @Test
  void readersThatNeverReadHoldNobody() throws IOException {
    start(PATIENT);
    for (int i = 0; i < 70; i++) {
      connect().send(RawClient.get("/big"));
    }
    assertAnswers();
    assertThat(RawClient.ask(server.port(), RawClient.get("/big")).bytes()).hasSize(BIG);
    assertThat(clients.get(0).readToEnd()).as("the slowest is given up").isLessThan(BIG);
  }

  @Test
  void aSlowHeaderIsClosedAfterItsTime() throws IOException {
    start(new ServerLimits(64, 1024, SHORT, LONG, LONG, LONG, LONG));
    RawClient client = connect();
    client.send("GET / HTTP/1.1\r\n");
    assertThat(client.readToEnd()).isZero();
    assertThat(connect().readToEnd()).as("not a byte at all").isZero();
  }

  @Test
  void anIdleConnectionIsClosedAfterItsTime() throws IOException {
    start(new ServerLimits(64, 1024, LONG, SHORT, LONG, LONG, LONG));
    RawClient client = connect();
    client.send(RawClient.get("/"));
    client.receive();
    assertThat(client.readToEnd()).isZero();
  }

  @Test
  void aSlowReaderIsClosedAfterItsTime() throws IOException {
    start(new ServerLimits(64, 2 * BIG, LONG, LONG, LONG, SHORT, LONG));
    RawClient client = connect();
    client.send(RawClient.get("/big"));
    RawClient watcher = connect();
    watcher.send(RawClient.get("/"));
    watcher.receive();
    Threads.awaitTrue(() -> server.openConnections() == 1);
    assertThat(client.readToEnd()).isLessThan(BIG);
  }

  @Test
  void aClientThatNeverClosesIsClosedAfterItsTime() throws IOException {
    start(new ServerLimits(64, 1024, LONG, LONG, LONG, LONG, SHORT));
    RawClient client = connect();
    client.send(RawClient.get("/", "Connection: close"));
    client.receive();
    Threads.awaitTrue(() -> server.openConnections() == 0);
  }

  @Test
  void garbageHarmsNobody() throws IOException {
    start(PATIENT);
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] garbage = new byte[1 + random.nextInt(20_000)];
      random.nextBytes(garbage);
      RawClient client = connect();
      try {
        client.send(garbage);
      } catch (IOException closedAlready) {
        continue;
      }
      if (i % 3 == 0) {
        client.close();
      } else if (i % 3 == 1) {
        client.socket.setSoLinger(true, 0); // a reset instead of an end
        client.close();
      }
    }
    assertAnswers();
  }

  @Test
  void stoppingEndsItsThreadsAndConnections() throws IOException {
    start(PATIENT);
    RawClient client = connect();
    client.send(RawClient.get("/"));
    client.receive();
    assertThat(Threads.named("mcp-monitor-http")).hasSizeBetween(1, 2);
    server.stop();
    assertThat(client.readToEnd()).isZero();
    Threads.awaitTrue(() -> Threads.named("mcp-monitor-http").isEmpty());
  }

  @Test
  void writesDatesAsHttpDoes() {
    ZonedDateTime time = ZonedDateTime.of(2026, 3, 4, 5, 6, 7, 0, ZoneOffset.UTC);
    assertThat(Outgoing.date(time)).isEqualTo("Wed, 04 Mar 2026 05:06:07 GMT");
    assertThat(Outgoing.date(time.plusDays(282))).isEqualTo("Fri, 11 Dec 2026 05:06:07 GMT");
  }
}
