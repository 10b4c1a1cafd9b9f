package io.mcpmonitor.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is exported by OTLP, where to and how.
 *
 * @param traces where spans go; null where they are not exported
 * @param metrics where metrics go; null where they are not exported
 * @param logs where log records go; null where they are not exported
 * @param reading how metrics are read
 * @param spans how spans are put together
 * @param logRecords how log records are put together
 */
public record OtlpConfig(
    @Nullable Target traces,
    @Nullable Target metrics,
    @Nullable Target logs,
    Reading reading,
    Batch spans,
    Batch logRecords) {

  /**
   * Where one signal goes.
   *
   * @param url with the signal's path for HTTP, without a path for gRPC
   * @param headers sent with each request; secrets as a rule
   * @param timeout of one request
   * @param caFile certificates to trust, in PEM; null for those of the JVM
   * @param keyFile private key of this process, in PEM
   * @param certificateFile its certificate, in PEM
   */
  public record Target(
      String url,
      boolean grpc,
      Map<String, String> headers,
      Duration timeout,
      boolean gzip,
      @Nullable String caFile,
      @Nullable String keyFile,
      @Nullable String certificateFile) {

    /** The address without what may be a credential: user, password, query. */
    public String shownUrl() {
      return Url.withoutSecrets(url);
    }

    /** Hides the headers. */
    @Override
    public String toString() {
      return "Target[" + shownUrl() + (grpc ? ", grpc]" : ", http/protobuf]");
    }
  }

  /** Which values are sent: since the start, or since the last time. */
  public enum Temporality {
    CUMULATIVE,
    /** Counters and histograms since the last time. */
    DELTA,
    /** Like {@link #DELTA}, but counters that are only asked for stay cumulative. */
    LOW_MEMORY
  }

  /** Which measurements may carry the ids of a span. */
  public enum Exemplars {
    TRACE_BASED,
    ALWAYS_ON,
    ALWAYS_OFF
  }

  /**
   * How metrics are read.
   *
   * @param interval from one export to the next
   * @param timeout of one export with its retries
   * @param exponential whether histograms have exponential buckets
   */
  public record Reading(
      Duration interval,
      Duration timeout,
      Temporality temporality,
      boolean exponential,
      Exemplars exemplars) {}

  /**
   * How spans or log records are put together.
   *
   * @param delay the longest time that one waits for others
   * @param timeout of one export with its retries
   * @param maxQueue the most that wait; later ones are dropped
   * @param maxBatch the most in one request
   */
  public record Batch(Duration delay, Duration timeout, int maxQueue, int maxBatch) {}
}
