package io.mcpmonitor.output.otlp;

import io.mcpmonitor.config.OtlpConfig.Target;
import io.mcpmonitor.state.ExporterStatus;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What became of the items of one signal, and whether its export works. */
final class SignalState {
  /** One failed attempt can be chance; the second one is told. */
  private static final int ATTEMPTS = 2;

  private final Signal signal;
  private final Target target;
  private final Outages outages;
  private final LongAdder exported = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private volatile @Nullable String lastError;
  private volatile @Nullable Instant lastSuccess;
  private volatile @Nullable Instant failingSince;
  private @Nullable Instant firstFailure;
  private int attempts;

  SignalState(Signal signal, Target target, Outages outages) {
    this.signal = signal;
    this.target = target;
    this.outages = outages;
  }

  /** Items that found the queue full. Runs on application threads. */
  void dropped() {
    dropped.increment();
  }

  /** Items that were refused or given up. */
  void failed(long items) {
    failed.add(items);
  }

  /** The collector took a request. */
  synchronized void succeeded(long items, Answer.Accepted answer) {
    long rejected = Math.min(items, answer.rejected());
    exported.add(items - rejected);
    failed.add(rejected);
    if (rejected > 0) {
      lastError = "the collector rejected " + rejected + ": " + answer.words();
    }
    lastSuccess = Instant.now();
    firstFailure = null;
    attempts = 0;
    failingSince = null;
    outages.ended(signal);
  }

  /**
   * An attempt failed.
   *
   * @param words why, for people
   * @param last whether there is no sense in another attempt
   */
  synchronized void attemptFailed(String words, boolean last) {
    lastError = words;
    Instant since = firstFailure;
    if (since == null) {
      since = Instant.now();
      firstFailure = since;
    }
    attempts++;
    if (last || attempts >= ATTEMPTS) {
      failingSince = since;
      outages.began(signal, target.shownUrl(), words);
    }
  }

  ExporterStatus status() {
    return new ExporterStatus(
        signal.label(),
        target.shownUrl(),
        target.grpc() ? "grpc" : "http/protobuf",
        exported.sum(),
        failed.sum(),
        dropped.sum(),
        lastError,
        lastSuccess,
        failingSince);
  }
}
