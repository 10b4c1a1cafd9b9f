package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.Arrival;
import io.mcpmonitor.event.Operation;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operation that each thread works for. What a thread does meanwhile (statements, calls to
 * others) belongs to it.
 */
public final class Current {
  private static final int MAX_LISTENERS = 100;

  /** Learns, on each thread, what it works for from now on. Must not throw. */
  public interface Listener {
    void changed(@Nullable Operation previous, @Nullable Operation now);
  }

  private volatile @Nullable List<WeakReference<Listener>> listeners;

  /**
   * Stays on the thread: setting and removing the variable itself would cost more than the work.
   */
  private static final class Here {
    @Nullable Operation operation;
    @Nullable Arrival arrival;
  }

  private static final class OfThread extends ThreadLocal<Here> {
    @Override
    protected Here initialValue() {
      return new Here();
    }
  }

  @SuppressWarnings("ThreadLocalUsage") // there is one for each agent
  private final ThreadLocal<Here> threads = new OfThread();

  /** What this thread works for; null when for nothing that is known. */
  public @Nullable Operation get() {
    return threads.get().operation;
  }

  /**
   * Makes an operation the one that this thread works for.
   *
   * @return what it worked for until now, for {@link #leave}
   */
  public @Nullable Operation enter(@Nullable Operation operation) {
    Here here = threads.get();
    Operation previous = here.operation;
    here.operation = operation;
    List<WeakReference<Listener>> told = listeners;
    if (told != null) {
      tell(told, previous, operation);
    }
    return previous;
  }

  /** The thread works again for what it worked for before {@link #enter}. */
  public void leave(@Nullable Operation previous) {
    Operation unused = enter(previous);
  }

  /** The HTTP request that this thread answers; null when it answers none that is known. */
  public @Nullable Arrival arrival() {
    return threads.get().arrival;
  }

  /** Notes which HTTP request this thread answers from now on; null for none. */
  public void arrival(@Nullable Arrival request) {
    threads.get().arrival = request;
  }

  /** Adds a listener. Only weakly held: it goes with the application that it belongs to. */
  public synchronized void listen(Listener listener) {
    List<WeakReference<Listener>> more = new ArrayList<>();
    List<WeakReference<Listener>> before = listeners;
    if (before != null) {
      for (WeakReference<Listener> known : before) {
        if (known.get() != null && more.size() < MAX_LISTENERS) {
          more.add(known);
        }
      }
    }
    more.add(new WeakReference<>(listener));
    listeners = List.copyOf(more);
  }

  private static void tell(
      List<WeakReference<Listener>> told, @Nullable Operation previous, @Nullable Operation now) {
    for (int i = 0; i < told.size(); i++) {
      Listener listener = told.get(i).get();
      if (listener != null) {
        listener.changed(previous, now);
      }
    }
  }
}
