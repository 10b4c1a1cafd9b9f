package io.mcpmonitor.output.otlp;

import static io.mcpmonitor.output.otlp.ExportHarness.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.mcpmonitor.state.ExporterStatus;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okhttp3.Protocol;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames, headers and trailers of gRPC; a real gRPC server is met by an integration test. */
class GrpcExportTest {
  private MockWebServer server;
  private ExportHarness harness;

  @BeforeEach
  void start() throws IOException {
    server = new MockWebServer();
    server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    server.start();
    harness =
        new ExportHarness("http://127.0.0.1:" + server.getPort() + "/ignored")
            .only("TRACES")
            .with("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
  }

  @AfterEach
  void stop() {
    harness.close();
    server.close();
  }

  private static MockResponse answer(String... trailers) {
    return new MockResponse.Builder()
        .code(200)
        .addHeader("content-type", "application/grpc")
        .body(new Buffer().write(new byte[5]))
        .trailers(Headers.of(trailers))
        .build();
  }

  /** An answer without a body has its status among the headers. */
  private static MockResponse refusal(String... headers) {
    return new MockResponse.Builder()
        .code(200)
        .headers(Headers.of(headers))
        .addHeader("content-type", "application/grpc")
        .build();
  }

  private RecordedRequest request() throws InterruptedException {
    RecordedRequest request = server.takeRequest(60, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  private static byte[] message(RecordedRequest request) throws IOException {
    byte[] body = request.getBody().toByteArray();
    int length = ByteString.copyFrom(body, 1, 4).asReadOnlyByteBuffer().getInt();
    assertThat(body).hasSize(5 + length);
    byte[] message = new byte[length];
    System.arraycopy(body, 5, message, 0, length);
    return body[0] == 0
        ? message
        : new GZIPInputStream(new ByteArrayInputStream(message)).readAllBytes();
  }

  @ParameterizedTest
  @CsvSource({"none,", "gzip,gzip"})
  void aRequestIsOneFrame(String compression, String encoding) throws Exception {
    harness.with("OTEL_EXPORTER_OTLP_COMPRESSION", compression);
    harness.with("OTEL_EXPORTER_OTLP_HEADERS", "Api-Key=secret");
    server.enqueue(answer("grpc-status", "0"));
    harness.span("one");

    RecordedRequest request = request();
    assertThat(request.getTarget())
        .isEqualTo("/opentelemetry.proto.collector.trace.v1.TraceService/Export");
    Headers headers = request.getHeaders();
    assertThat(headers.get("content-type")).isEqualTo("application/grpc");
    assertThat(headers.get("te")).isEqualTo("trailers");
    assertThat(headers.get("api-key")).isEqualTo("secret");
    assertThat(headers.get("grpc-encoding")).isEqualTo(encoding);
    assertThat(headers.get("grpc-timeout")).matches("\\d+m");
    ExportTraceServiceRequest message = ExportTraceServiceRequest.parseFrom(message(request));
    assertThat(message.getResourceSpans(0).getScopeSpans(0).getSpans(0).getName()).isEqualTo("one");
    await("counted", () -> harness.status("traces").exported() == 1);
    assertThat(harness.status("traces").protocol()).isEqualTo("grpc");
  }

  @Test
  void theServerSaysWhenToTryAgain() throws Exception {
    byte[] retryInfo = {10, 2, 8, 2}; // retry_delay { seconds: 2 }
    byte[] status = status("type.googleapis.com/google.rpc.RetryInfo", retryInfo);
    server.enqueue(
        refusal(
            "grpc-status",
            "8",
            "grpc-message",
            "full",
            "grpc-status-details-bin",
            Base64.getEncoder().withoutPadding().encodeToString(status)));
    server.enqueue(answer("grpc-status", "14", "grpc-message", "not ready"));
    server.enqueue(answer("grpc-status", "0"));
    List<Long> times = new ArrayList<>();

    harness.span("one");
    for (int i = 0; i < 3; i++) {
      RecordedRequest unused = request();
      times.add(System.nanoTime());
    }

    await("taken", () -> harness.status("traces").exported() == 1);
    assertThat(times.get(1) - times.get(0))
        .isGreaterThan(TimeUnit.MILLISECONDS.toNanos(1_500)); // seen late, so a little less
    assertThat(harness.status("traces").failed()).isZero();
  }

  @Test
  void aRefusalForGoodIsToldInItsWords() {
    server.enqueue(answer("grpc-status", "16", "grpc-message", "no%20token"));
    harness.span("one");

    await("refused", () -> harness.status("traces").failed() == 1);

    ExporterStatus status = harness.status("traces");
    assertThat(status.lastError()).isEqualTo("gRPC status 16: no token");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void somethingThatIsNoGrpcServerIsTold() {
    server.enqueue(new MockResponse.Builder().code(404).body("nothing here").build());
    harness.span("one");

    await("refused", () -> harness.status("traces").failed() == 1);
    assertThat(harness.status("traces").lastError())
        .isEqualTo("no gRPC answer, HTTP status 404: nothing here");
  }

  private static byte[] status(String type, byte[] detail) throws IOException {
    Buffer any = new Buffer();
    any.writeByte(10).writeByte(type.length()).writeUtf8(type);
    any.writeByte(18).writeByte(detail.length).write(detail);
    Buffer status = new Buffer();
    status.writeByte(8).writeByte(8);
    status.writeByte(18).writeByte(4).writeUtf8("full");
    status.writeByte(26).writeByte((int) any.size()).writeAll(any);
    return status.readByteArray();
  }
}
