package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.event.Operation;
import kotlin.coroutines.CoroutineContext;
import org.jspecify.annotations.Nullable;

/** A coroutine is started, for what the thread that starts it works for. */
final class BuilderAdvice {
  private final CoroutinesScope scope;

  BuilderAdvice(CoroutinesScope scope) {
    this.scope = scope;
  }

  CoroutineContext made(CoroutineContext returned, @Nullable Object state) {
    Operation operation = scope.current.get();
    return operation == null
            || !scope.context.isOn()
            || returned.get(CurrentElement.KEY) != null // of the coroutine that it belongs to
        ? returned
        : returned.plus(new CurrentElement(scope.current, operation));
  }
}
