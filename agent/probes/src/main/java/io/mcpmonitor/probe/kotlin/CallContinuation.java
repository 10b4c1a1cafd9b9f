package io.mcpmonitor.probe.kotlin;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import kotlin.Result;
import kotlin.ResultKt;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a suspend function of the SDK and its caller, as a function of Kotlin would that
 * only calls the other one: sees its end, and gives its coroutine the call to work for.
 */
final class CallContinuation extends ContinuationImpl {
  /** Learns how the function ended: with a value, or with a failure. */
  interface End {
    void ended(CallContinuation continuation, @Nullable Object value, @Nullable Throwable failure);
  }

  final McpCall call;

  /** Where an answer of this call would go. */
  final @Nullable Object answersTo;

  private final KotlinScope scope;
  private final End end;
  private final @Nullable Operation outer;

  private CallContinuation(
      KotlinScope scope,
      McpCall call,
      @Nullable Object answersTo,
      End end,
      Continuation<Object> caller) {
    super(caller, caller.getContext().plus(new CurrentElement(scope.current, call)));
    this.scope = scope;
    this.call = call;
    this.answersTo = answersTo;
    this.end = end;
    this.outer = scope.current.enter(call);
  }

  /** The function begins: its thread works for the call until it has returned or thrown. */
  @SuppressWarnings("unchecked") // whatever the value is, it is passed on
  static CallContinuation begin(
      KotlinScope scope,
      McpCall call,
      @Nullable Object answersTo,
      End end,
      Continuation<?> caller) {
    return new CallContinuation(scope, call, answersTo, end, (Continuation<Object>) caller);
  }

  /** The function has returned, to be resumed later or with its value. */
  void returned(@Nullable Object value) {
    scope.current.leave(outer);
    if (value != IntrinsicsKt.getCOROUTINE_SUSPENDED()) {
      ended(value, null);
    }
  }

  /** The function has thrown. */
  void threw(Throwable failure) {
    scope.current.leave(outer);
    ended(null, failure);
  }

  /** The function was resumed and has ended. */
  @Override
  protected @Nullable Object invokeSuspend(Object result) {
    Throwable failure = result instanceof Result.Failure failed ? failed.exception : null;
    ended(failure == null ? result : null, failure);
    if (scope.current.get() == call) { // its coroutine will give the thread back
      Operation unused = scope.current.enter(outer);
    }
    ResultKt.throwOnFailure(result);
    return result;
  }

  private void ended(@Nullable Object value, @Nullable Throwable failure) {
    try {
      end.ended(this, value, failure);
    } catch (Throwable ours) {
      scope.context.failed(ours);
    }
  }
}
