package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.Operation;
import org.jspecify.annotations.Nullable;

/**
 * The operation that each thread works for. What a thread does meanwhile (statements, calls to
 * others) belongs to it.
 */
public final class Current {
  /**
   * Stays on the thread: setting and removing the variable itself would cost more than the work.
   */
  private static final class Here {
    @Nullable Operation operation;
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
   * @return what it worked for until now, to be handed to {@link #enter} again at the end
   */
  public @Nullable Operation enter(@Nullable Operation operation) {
    Here here = threads.get();
    Operation previous = here.operation;
    here.operation = operation;
    return previous;
  }
}
