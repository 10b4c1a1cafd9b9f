package io.mcpmonitor.output.otlp;

import io.mcpmonitor.config.OtlpConfig;
import io.mcpmonitor.config.OtlpConfig.Target;
import io.mcpmonitor.state.ExporterStatus;
import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.AgentThreads;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.logs.ReadWriteLogRecord;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Export by OTLP: what to hand spans and events to, how it goes, and the last flush. Not even
 * loaded without an endpoint. Each signal has a thread and a bounded queue of its own; whoever
 * hands something over never waits.
 */
public final class OtlpExport implements AutoCloseable {
  private final ServiceResource resource;
  private final Outages outages = new Outages();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1,
          AgentThreads.factory("otlp-timer"),
          new ThreadPoolExecutor.DiscardPolicy()); // a request may begin while this ends
  private final List<ExportThread> threads = new ArrayList<>();
  private final List<Supplier<ExporterStatus>> states = new ArrayList<>();
  private @Nullable BatchThread<SpanData> spans;
  private @Nullable AgentEvents events;

  private OtlpExport(ServiceResource resource) {
    this.resource = resource;
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Starts the export of every signal that has a target. One whose certificates cannot be used is
   * said on stderr and in {@link #status}, and is not exported.
   *
   * @param resource what the process is called
   * @param metrics all metrics, cumulative, as they are at the moment
   */
  public static OtlpExport start(
      OtlpConfig config, ServiceResource resource, Supplier<Collection<MetricData>> metrics) {
    OtlpExport export = new OtlpExport(resource);
    Target target = config.traces();
    if (target != null) {
      export.traces(config, target);
    }
    target = config.metrics();
    if (target != null) {
      export.metrics(config, target, metrics);
    }
    target = config.logs();
    if (target != null) {
      export.logs(config, target);
    }
    export.threads.forEach(ExportThread::start);
    return export;
  }

  /**
   * Takes finished spans, and never waits; null when traces are not exported. Their resource is
   * replaced.
   */
  public @Nullable Consumer<SpanData> spans() {
    BatchThread<SpanData> queue = spans;
    return queue == null ? null : queue::add;
  }

  /** Takes what happens to the server; null when logs are not exported. */
  public @Nullable AgentEvents events() {
    return events;
  }

  /** How it goes, one for each signal. */
  public List<ExporterStatus> status() {
    List<ExporterStatus> all = new ArrayList<>(states.size());
    states.forEach(state -> all.add(state.get()));
    return List.copyOf(all);
  }

  /**
   * Sends all there is; each request is tried once.
   *
   * @param limit the longest this may take
   * @return whether everything was tried in time
   */
  public boolean flush(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    List<CountDownLatch> waiting = new ArrayList<>();
    threads.forEach(thread -> waiting.add(thread.flush(deadline)));
    try {
      for (CountDownLatch done : waiting) {
        if (!done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends the threads. What was not flushed is lost. */
  @Override
  public void close() {
    threads.forEach(ExportThread::stop);
    timer.shutdown();
  }

  private void traces(OtlpConfig config, Target target) {
    SignalState state = new SignalState(Signal.TRACES, target, outages);
    Sender sender = sender(Signal.TRACES, target, state);
    if (sender == null) {
      return;
    }
    BatchThread<SpanData> queue =
        new BatchThread<>(
            Signal.TRACES, sender, state, target, config.spans(), resource, Messages::spans);
    threads.add(queue);
    spans = queue;
  }

  private void metrics(OtlpConfig config, Target target, Supplier<Collection<MetricData>> metrics) {
    SignalState state = new SignalState(Signal.METRICS, target, outages);
    Sender sender = sender(Signal.METRICS, target, state);
    if (sender != null) {
      threads.add(new MetricThread(sender, state, target, config.reading(), resource, metrics));
    }
  }

  private void logs(OtlpConfig config, Target target) {
    SignalState state = new SignalState(Signal.LOGS, target, outages);
    Sender sender = sender(Signal.LOGS, target, state);
    if (sender == null) {
      return;
    }
    BatchThread<LogRecordData> queue =
        new BatchThread<>(
            Signal.LOGS, sender, state, target, config.logRecords(), resource, Messages::logs);
    threads.add(queue);
    SdkLoggerProvider loggers =
        SdkLoggerProvider.builder().addLogRecordProcessor(new LogQueue(queue)).build();
    events = new AgentEvents(loggers.get("io.mcpmonitor"));
  }

  private @Nullable Sender sender(Signal signal, Target target, SignalState state) {
    try {
      Sender sender = new Sender(signal, target, timer);
      states.add(state::status);
      return sender;
    } catch (IOException | RuntimeException e) {
      AgentLog.warn(signal.label() + " are not exported", e);
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      ExporterStatus off = state.status();
      Instant since = Instant.now();
      states.add(
          () ->
              new ExporterStatus(
                  off.signal(), off.endpoint(), off.protocol(), 0, 0, 0, why, null, since));
      return null;
    }
  }

  private record LogQueue(BatchThread<LogRecordData> queue) implements LogRecordProcessor {
    @Override
    public void onEmit(Context context, ReadWriteLogRecord record) {
      queue.add(record.toLogRecordData());
    }
  }
}
