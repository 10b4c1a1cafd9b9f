package io.mcpmonitor.output.otlp;

import io.mcpmonitor.config.OtlpConfig.Target;
import io.mcpmonitor.support.AgentThreads;
import io.mcpmonitor.support.AgentVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.internal.connection.ConnectionListener;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests of one signal, one at a time, by HTTP/protobuf or gRPC.
 *
 * <p>The library's own time limits are off, as they would run on a thread of its own; a timer of
 * the agent ends a request that lasts too long.
 */
final class Sender {
  private static final int MAX_ANSWER = 64 * 1024;
  private static final int MAX_WORDS = 200;
  private static final int FRAME_HEADER = 5;
  private static final Set<Integer> RETRYABLE_HTTP = Set.of(429, 502, 503, 504);

  /**
   * CANCELLED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, ABORTED, OUT_OF_RANGE, UNAVAILABLE,
   * DATA_LOSS.
   */
  private static final Set<Integer> RETRYABLE_GRPC = Set.of(1, 4, 8, 10, 11, 14, 15);

  private final Signal signal;
  private final Target target;
  private final ScheduledExecutorService timer;
  private final OkHttpClient client;
  private final String url;
  private final String userAgent = "mcp-monitor/" + AgentVersion.get();

  /**
   * @param timer ends requests
   * @throws IOException when a certificate or key cannot be used; the message names the file
   */
  Sender(Signal signal, Target target, ScheduledExecutorService timer) throws IOException {
    this.signal = signal;
    this.target = target;
    this.timer = timer;
    this.url = target.grpc() ? target.url() + signal.grpcPath() : target.url();
    this.client = client(target);
  }

  private static OkHttpClient client(Target target) throws IOException {
    boolean tls = target.url().toLowerCase(Locale.ROOT).startsWith("https:");
    TaskRunner tasks =
        new TaskRunner(
            new TaskRunner.RealBackend(AgentThreads.factory("otlp-connection")),
            TaskRunner.INSTANCE.getLogger$okhttp());
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .taskRunner$okhttp(tasks)
            .connectionPool(
                new ConnectionPool(
                    1, 5, TimeUnit.MINUTES, tasks, ConnectionListener.Companion.getNONE()))
            .connectTimeout(Duration.ZERO)
            .readTimeout(Duration.ZERO)
            .writeTimeout(Duration.ZERO)
            .callTimeout(Duration.ZERO)
            .followRedirects(false) // the headers are meant for one place
            .connectionSpecs(
                List.of(tls ? ConnectionSpec.COMPATIBLE_TLS : ConnectionSpec.CLEARTEXT));
    if (target.grpc()) {
      builder.protocols(
          tls ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.H2_PRIOR_KNOWLEDGE));
    }
    if (tls) {
      Tls.configure(builder, target);
    }
    return builder.build();
  }

  /** Sends a message and waits for the answer, at most for this time. Never throws. */
  Answer send(byte[] message, Duration limit) {
    try {
      Call call = client.newCall(target.grpc() ? grpc(message, limit) : http(message));
      ScheduledFuture<?> end =
          timer.schedule(call::cancel, limit.toMillis(), TimeUnit.MILLISECONDS);
      try (Response response = call.execute()) {
        return target.grpc() ? ofGrpc(response) : ofHttp(response);
      } catch (IOException e) {
        String words =
            call.isCanceled() ? "no answer within " + limit.toMillis() + " ms" : words(e);
        return new Answer.Refused(words, true, null);
      } finally {
        end.cancel(false);
      }
    } catch (IOException | RuntimeException e) {
      return new Answer.Refused(words(e), false, null);
    }
  }

  private Request http(byte[] message) throws IOException {
    Request.Builder request = request();
    if (target.gzip()) {
      request.header("Content-Encoding", "gzip");
    }
    byte[] body = target.gzip() ? gzipped(message) : message;
    return request.post(RequestBody.create(body, MediaType.get("application/x-protobuf"))).build();
  }

  private Request grpc(byte[] message, Duration limit) throws IOException {
    byte[] body = target.gzip() ? gzipped(message) : message;
    byte[] framed = new byte[FRAME_HEADER + body.length];
    framed[0] = (byte) (target.gzip() ? 1 : 0);
    for (int i = 0; i < 4; i++) {
      framed[1 + i] = (byte) (body.length >>> (24 - 8 * i));
    }
    System.arraycopy(body, 0, framed, FRAME_HEADER, body.length);
    Request.Builder request = request().header("te", "trailers");
    request.header("grpc-timeout", Math.min(limit.toMillis(), 99_999_999) + "m");
    if (target.gzip()) {
      request.header("grpc-encoding", "gzip");
    }
    return request.post(RequestBody.create(framed, MediaType.get("application/grpc"))).build();
  }

  private Request.Builder request() {
    Request.Builder request = new Request.Builder().url(url).header("User-Agent", userAgent);
    target.headers().forEach(request::header);
    return request;
  }

  private static byte[] gzipped(byte[] message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(message.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(message);
    }
    return bytes.toByteArray();
  }

  private static Answer ofHttp(Response response) throws IOException {
    byte[] body = body(response);
    if (response.code() >= 200 && response.code() < 300) {
      return ProtoReader.accepted(body);
    }
    String type = response.header("Content-Type", "");
    String said =
        type != null && type.startsWith("application/x-protobuf")
            ? ProtoReader.statusMessage(body)
            : new String(body, StandardCharsets.UTF_8);
    return new Answer.Refused(
        words("HTTP status " + response.code(), said),
        RETRYABLE_HTTP.contains(response.code()),
        retryAfter(response.header("Retry-After")));
  }

  private static Answer ofGrpc(Response response) throws IOException {
    byte[] body = body(response);
    String status = response.header("grpc-status");
    String message = response.header("grpc-message");
    String details = response.header("grpc-status-details-bin");
    if (status == null) {
      status = response.trailers().get("grpc-status");
      message = response.trailers().get("grpc-message");
      details = response.trailers().get("grpc-status-details-bin");
    }
    if (status == null) { // somebody between us and the collector answered
      String said = new String(body, StandardCharsets.UTF_8);
      return new Answer.Refused(
          words("no gRPC answer, HTTP status " + response.code(), said),
          RETRYABLE_HTTP.contains(response.code()),
          retryAfter(response.header("Retry-After")));
    }
    int code = wholeNumber(status);
    if (code == 0) {
      boolean framed = body.length > FRAME_HEADER && body[0] == 0;
      byte[] payload = framed ? Arrays.copyOfRange(body, FRAME_HEADER, body.length) : new byte[0];
      return ProtoReader.accepted(payload);
    }
    return new Answer.Refused(
        words("gRPC status " + status, message == null ? "" : unescaped(message)),
        RETRYABLE_GRPC.contains(code),
        details == null ? null : ProtoReader.retryDelay(base64(details)));
  }

  private static byte[] body(Response response) throws IOException {
    return response.body().byteStream().readNBytes(MAX_ANSWER); // closed with the response
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** Percent-encoded by the rules of gRPC. */
  private static String unescaped(String message) {
    try {
      return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return message;
    }
  }

  /** Seconds, or a date. */
  private static @Nullable Duration retryAfter(@Nullable String text) {
    if (text == null) {
      return null;
    }
    int seconds = wholeNumber(text.trim());
    if (seconds >= 0) {
      return Duration.ofSeconds(seconds);
    }
    try {
      Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.trim()));
      Duration wait = Duration.between(Instant.now(), then);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static int wholeNumber(String text) {
    try {
      return Math.max(-1, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static String words(Throwable failure) {
    return words(failure.getClass().getSimpleName(), String.valueOf(failure.getMessage()));
  }

  private static String words(String what, String said) {
    String line = said.replaceAll("\\p{Cntrl}+", " ").strip();
    String cut = line.length() <= MAX_WORDS ? line : line.substring(0, MAX_WORDS) + "…";
    return cut.isEmpty() ? what : what + ": " + cut;
  }

  @Override
  public String toString() {
    return signal.label() + " to " + target.shownUrl();
  }
}
