package io.mcpmonitor.output.otlp;

import static io.mcpmonitor.output.otlp.ExportHarness.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.state.ExporterStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Headers;
import okhttp3.Protocol;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With certificates that the JDK's keytool makes for each run. */
class TlsExportTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;
  private static KeyStore server;
  private static KeyStore client;
  private ExportHarness harness;

  @BeforeAll
  static void makeCertificates() throws Exception {
    server = keyPair("server", "-ext", "SAN=ip:127.0.0.1,dns:localhost");
    client = keyPair("client");
    keyPair("stranger");
    Files.writeString(folder.resolve("nonsense.pem"), "-----BEGIN CERTIFICATE-----\nno\n");
  }

  private static KeyStore keyPair(String name, String... more) throws Exception {
    Path file = folder.resolve(name + ".p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-alias", name));
    command.addAll(List.of("-dname", "CN=" + name, "-storepass", new String(PASSWORD)));
    command.addAll(List.of("-keystore", file.toString(), "-storetype", "PKCS12"));
    command.addAll(Arrays.asList(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    Key key = store.getKey(name, PASSWORD);
    pem(name + ".key", "PRIVATE KEY", key.getEncoded());
    Certificate certificate = store.getCertificate(name);
    pem(name + ".pem", "CERTIFICATE", certificate.getEncoded());
    return store;
  }

  private static void pem(String file, String type, byte[] bytes) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    String whole = "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    Files.writeString(folder.resolve(file), whole);
  }

  private static SSLContext context() throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(server, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("client", client.getCertificate("client"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static String path(String file) {
    return folder.resolve(file).toString();
  }

  private ExportHarness to(int port) {
    harness = new ExportHarness("https://127.0.0.1:" + port).only("TRACES");
    return harness;
  }

  @AfterEach
  void stop() {
    if (harness != null) {
      harness.close();
    }
  }

  private ExporterStatus exported() {
    harness.span("one");
    await("an end", () -> done(harness.status("traces")));
    return harness.status("traces");
  }

  private static boolean done(ExporterStatus status) {
    return status.exported() > 0 || status.failingSince() != null;
  }

  @Test
  void theOwnAuthorityIsTrusted() throws Exception {
    try (Collector collector = Collector.tls(context(), false)) {
      to(collector.port()).with("OTEL_EXPORTER_OTLP_CERTIFICATE", path("server.pem"));
      assertThat(exported().exported()).isEqualTo(1);
      assertThat(collector.received()).hasSize(1);
    }
  }

  @Test
  void anUnknownAuthorityIsNot() throws Exception {
    try (Collector collector = Collector.tls(context(), false)) {
      to(collector.port());
      assertThat(exported().lastError()).startsWith("SSLHandshakeException");
      assertThat(collector.received()).isEmpty();
    }
  }

  @Test
  void theClientShowsItsCertificate() throws Exception {
    try (Collector collector = Collector.tls(context(), true)) {
      to(collector.port())
          .with("OTEL_EXPORTER_OTLP_CERTIFICATE", path("server.pem"))
          .with("OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY", path("client.key"))
          .with("OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE", path("client.pem"));
      assertThat(exported().exported()).isEqualTo(1);
    }
  }

  @Test
  void aClientWithoutCertificateIsRefused() throws Exception {
    try (Collector collector = Collector.tls(context(), true)) {
      to(collector.port()).with("OTEL_EXPORTER_OTLP_CERTIFICATE", path("server.pem"));
      assertThat(exported().exported()).isZero();
    }
  }

  @Test
  void grpcSpeaksHttp2OverTls() throws Exception {
    try (MockWebServer grpc = new MockWebServer()) {
      grpc.useHttps(context().getSocketFactory());
      grpc.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
      grpc.requireClientAuth();
      grpc.start();
      grpc.enqueue(
          new MockResponse.Builder()
              .addHeader("content-type", "application/grpc")
              .body(new Buffer().write(new byte[5]))
              .trailers(Headers.of("grpc-status", "0"))
              .build());
      to(grpc.getPort())
          .with("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
          .with("OTEL_EXPORTER_OTLP_CERTIFICATE", path("server.pem"))
          .with("OTEL_EXPORTER_OTLP_CLIENT_KEY", path("client.key"))
          .with("OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE", path("client.pem"));
      assertThat(exported().exported()).isEqualTo(1);
    }
  }

  @Test
  void whatIsNoCertificateIsSaidAndTheOthersGoOn() throws Exception {
    try (Collector collector = Collector.start()) {
      harness =
          new ExportHarness("http://127.0.0.1:" + collector.port())
              .with("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://127.0.0.1:1/v1/traces")
              .with("OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE", path("nonsense.pem"));
      assertThat(harness.export().spans()).isNull();
      assertThat(harness.status("traces").lastError())
          .isEqualTo(path("nonsense.pem") + " holds no usable certificates");
      assertThat(harness.status("traces").failingSince()).isNotNull();
      harness.traffic.store.collect();
      await("metrics", () -> harness.status("metrics").exported() > 0);
    }
  }
}
