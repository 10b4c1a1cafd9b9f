package io.mcpmonitor.output.otlp;

import io.mcpmonitor.config.OtlpConfig.Target;
import io.opentelemetry.exporter.internal.TlsUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Certificates and keys, read from PEM files. */
final class Tls {
  private Tls() {}

  /** Makes the client trust and introduce itself as configured; by default like the JVM. */
  static void configure(OkHttpClient.Builder builder, Target target) throws IOException {
    X509TrustManager trust = trust(target.caFile());
    KeyManager[] keys = keys(target.keyFile(), target.certificateFile());
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, new TrustManager[] {trust}, null);
      builder.sslSocketFactory(context.getSocketFactory(), trust);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS does not work in this JVM", e);
    }
  }

  private static X509TrustManager trust(@Nullable String file) throws IOException {
    if (file == null) {
      return TlsUtil.defaultTrustManager();
    }
    byte[] pem = Files.readAllBytes(Path.of(file));
    try {
      return TlsUtil.trustManager(pem);
    } catch (IOException | RuntimeException e) {
      throw new IOException(file + " holds no usable certificates", e);
    }
  }

  private static KeyManager @Nullable [] keys(@Nullable String key, @Nullable String certificate)
      throws IOException {
    if (key == null || certificate == null) {
      return null;
    }
    byte[] keyPem = Files.readAllBytes(Path.of(key));
    byte[] certificatePem = Files.readAllBytes(Path.of(certificate));
    try {
      return new KeyManager[] {TlsUtil.keyManager(keyPem, certificatePem)};
    } catch (IOException | RuntimeException e) {
      throw new IOException(key + " and " + certificate + " are no usable key pair", e);
    }
  }
}
