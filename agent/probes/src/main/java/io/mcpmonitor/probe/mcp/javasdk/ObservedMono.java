package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.ForeignSpan;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/**
 * A Mono of the SDK with a call around it. The call lives from subscription to termination, not
 * from the method that built the Mono to its return, and is found in the Reactor context of
 * everything upstream. A failure of ours leaves the signals of the application as they are.
 */
abstract class ObservedMono<T> extends MonoOperator<T, T> {
  final SdkScope scope;
  final Answers answers;

  ObservedMono(SdkScope scope, Answers answers, Mono<? extends T> source) {
    super(source);
    this.scope = scope;
    this.answers = answers;
  }

  /** The call that begins now; null when there is nothing to observe. */
  abstract @Nullable McpCall begin(Context downstream);

  /** The call has ended, with or without a value. */
  void ended(McpCall call) {}

  /** The value that this Mono yields; it may end the call. */
  void value(McpCall call, T value) {}

  @Override
  public final void subscribe(CoreSubscriber<? super T> actual) {
    McpCall call = null;
    Context upstream = null;
    try {
      if (scope.context.isOn()) {
        Context downstream = actual.currentContext();
        call = begin(downstream);
        if (call != null) {
          upstream = downstream.put(SdkScope.CONTEXT_KEY, call);
          call.startedHere(startNanos(call));
          scope.pipeline.beginCall(call);
        }
      }
    } catch (Throwable failure) {
      scope.context.failed(failure);
    }
    if (call == null || upstream == null) {
      source.subscribe(actual);
      return;
    }
    Operation previous = scope.current.enter(call);
    ForeignSpan foreign = call.foreignSpan();
    Object entered = foreign == null ? null : foreign.enter();
    try {
      source.subscribe(new Observer<>(this, actual, call, upstream));
    } finally {
      if (foreign != null && entered != null) {
        foreign.leave(entered);
      }
      scope.current.leave(previous);
    }
  }

  /** On the thread that a message came on, its handler begins at once. */
  private static long startNanos(McpCall call) {
    return call.threadId() == Thread.currentThread().getId()
        ? call.receivedNanos()
        : System.nanoTime();
  }

  private static final class Observer<T> implements CoreSubscriber<T>, Subscription {
    private final ObservedMono<T> mono;
    private final CoreSubscriber<? super T> actual;
    private final McpCall call;
    private final Context context;
    private @Nullable Subscription upstream;

    Observer(
        ObservedMono<T> mono, CoreSubscriber<? super T> actual, McpCall call, Context context) {
      this.mono = mono;
      this.actual = actual;
      this.call = call;
      this.context = context;
    }

    @Override
    public Context currentContext() {
      return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
      upstream = subscription;
      actual.onSubscribe(this);
    }

    @Override
    public void onNext(T value) {
      try {
        mono.value(call, value);
      } catch (Throwable failure) {
        mono.scope.context.failed(failure);
      }
      actual.onNext(value);
    }

    @Override
    public void onComplete() {
      try {
        mono.answers.completed(call);
        mono.ended(call);
      } catch (Throwable failure) {
        mono.scope.context.failed(failure);
      }
      actual.onComplete();
    }

    @Override
    public void onError(Throwable error) {
      try {
        mono.answers.failed(call, error);
        mono.ended(call);
      } catch (Throwable failure) {
        mono.scope.context.failed(failure);
      }
      actual.onError(error);
    }

    @Override
    public void request(long count) {
      if (upstream != null) {
        upstream.request(count);
      }
    }

    @Override
    public void cancel() {
      if (upstream != null) {
        upstream.cancel();
      }
      try {
        mono.answers.cancelled(call);
        mono.ended(call);
      } catch (Throwable failure) {
        mono.scope.context.failed(failure);
      }
    }
  }
}
