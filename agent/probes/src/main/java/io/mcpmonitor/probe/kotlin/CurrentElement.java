package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.event.Operation;
import io.mcpmonitor.pipeline.Current;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/** The operation of a coroutine: current on each thread for as long as the coroutine runs there. */
final class CurrentElement extends AbstractCoroutineContextElement
    implements ThreadContextElement<@Nullable Operation> {
  /** There is one per application, like this class. */
  private static final class Key implements CoroutineContext.Key<CurrentElement> {}

  static final CoroutineContext.Key<CurrentElement> KEY = new Key();

  private final Current current;
  private final Operation operation;

  CurrentElement(Current current, Operation operation) {
    super(KEY);
    this.current = current;
    this.operation = operation;
  }

  @Override
  public @Nullable Operation updateThreadContext(CoroutineContext context) {
    return current.enter(operation);
  }

  @Override
  public void restoreThreadContext(CoroutineContext context, @Nullable Operation previous) {
    current.leave(previous);
  }
}
