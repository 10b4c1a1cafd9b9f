package io.mcpmonitor.output.otlp;

import io.mcpmonitor.config.OtlpConfig.Batch;
import io.mcpmonitor.config.OtlpConfig.Target;
import io.opentelemetry.exporter.internal.marshal.Marshaler;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** Collects spans or log records, and sends many at a time. */
final class BatchThread<T> extends ExportThread {
  private final SignalState state;
  private final Batch batch;
  private final BiFunction<List<T>, Resource, Marshaler> request;
  private final Delivery delivery;
  private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private volatile long due;

  /**
   * @param request makes the message of items and of what the process is called
   */
  BatchThread(
      Signal signal,
      Sender sender,
      SignalState state,
      Target target,
      Batch batch,
      ServiceResource resource,
      BiFunction<List<T>, Resource, Marshaler> request) {
    super(signal, resource);
    this.state = state;
    this.batch = batch;
    this.request = request;
    this.delivery = new Delivery(sender, state, this, target, batch.timeout());
    this.due = System.nanoTime() + batch.delay().toNanos();
  }

  /** Queues an item; drops and counts it when the queue is full. May be called by any thread. */
  void add(T item) {
    int now = size.incrementAndGet();
    if (now > batch.maxQueue()) {
      size.decrementAndGet();
      state.dropped();
      return;
    }
    queue.add(item);
    if (now == batch.maxBatch()) {
      wake();
    }
  }

  @Override
  long due() {
    return size.get() >= batch.maxBatch() ? System.nanoTime() : due;
  }

  @Override
  boolean isFull() {
    return size.get() >= batch.maxQueue();
  }

  @Override
  void export(boolean all) {
    do {
      delivery.awaitTurn(); // here they wait in the queue, not in hand
      List<T> items = next();
      if (!items.isEmpty()) {
        byte[] message = Messages.bytes(request.apply(items, resource().get()));
        boolean unused = delivery.deliver(message, items.size());
      }
    } while (size.get() >= (all ? 1 : batch.maxBatch()) && nanosLeft() > 0);
    due = System.nanoTime() + batch.delay().toNanos();
  }

  private List<T> next() {
    List<T> items = new ArrayList<>(Math.min(batch.maxBatch(), Math.max(1, size.get())));
    while (items.size() < batch.maxBatch()) {
      T item = queue.poll();
      if (item == null) {
        break;
      }
      size.decrementAndGet();
      items.add(item);
    }
    return items;
  }
}
