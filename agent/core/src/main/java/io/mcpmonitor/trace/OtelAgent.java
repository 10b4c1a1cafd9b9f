package io.mcpmonitor.trace;

import io.mcpmonitor.event.ForeignSpan;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TraceContext;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The OpenTelemetry Java agent in the same process: our calls become spans of its traces, through
 * the API that it puts on the bootstrap path. By name, because OpenTelemetry's own name means our
 * copy of it when our jar is built.
 */
final class OtelAgent {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.publicLookup();

  private final Object tracer;
  private final Object serverKind;
  private final Object clientKind;
  private final Object errorStatus;
  private final Object sampledFlags;
  private final Object defaultFlags;
  private final Object noState;
  private final MethodHandle spanBuilder;
  private final MethodHandle setParent;
  private final MethodHandle setKind;
  private final MethodHandle setStart;
  private final MethodHandle addLink;
  private final MethodHandle startSpan;
  private final MethodHandle currentContext;
  private final MethodHandle rootContext;
  private final MethodHandle withSpan;
  private final MethodHandle makeCurrent;
  private final MethodHandle closeScope;
  private final MethodHandle spanOf;
  private final MethodHandle wrap;
  private final MethodHandle spanContext;
  private final MethodHandle isValid;
  private final MethodHandle isSampled;
  private final MethodHandle traceId;
  private final MethodHandle spanId;
  private final MethodHandle remoteContext;
  private final MethodHandle setText;
  private final MethodHandle setLong;
  private final MethodHandle setDouble;
  private final MethodHandle setBoolean;
  private final MethodHandle addEvent;
  private final MethodHandle setStatus;
  private final MethodHandle updateName;
  private final MethodHandle end;

  private OtelAgent() throws Throwable {
    Class<?> api = type("api.GlobalOpenTelemetry");
    Class<?> tracerType = type("api.trace.Tracer");
    Class<?> builder = type("api.trace.SpanBuilder");
    Class<?> span = type("api.trace.Span");
    Class<?> kind = type("api.trace.SpanKind");
    Class<?> status = type("api.trace.StatusCode");
    Class<?> contextOfSpan = type("api.trace.SpanContext");
    Class<?> flags = type("api.trace.TraceFlags");
    Class<?> state = type("api.trace.TraceState");
    Class<?> context = type("context.Context");
    Class<?> implicit = type("context.ImplicitContextKeyed");
    Class<?> scope = type("context.Scope");
    tracer = stat(api, "getTracer", tracerType, String.class).invoke((Object) "io.mcpmonitor");
    serverKind = constant(kind, "SERVER");
    clientKind = constant(kind, "CLIENT");
    errorStatus = constant(status, "ERROR");
    sampledFlags = stat(flags, "getSampled", flags).invoke();
    defaultFlags = stat(flags, "getDefault", flags).invoke();
    noState = stat(state, "getDefault", state).invoke();
    spanBuilder = virtual(tracerType, "spanBuilder", builder, String.class);
    setParent = virtual(builder, "setParent", builder, context);
    setKind = virtual(builder, "setSpanKind", builder, kind);
    setStart = virtual(builder, "setStartTimestamp", builder, long.class, TimeUnit.class);
    addLink = virtual(builder, "addLink", builder, contextOfSpan);
    startSpan = virtual(builder, "startSpan", span);
    currentContext = stat(context, "current", context);
    rootContext = stat(context, "root", context);
    withSpan = virtual(context, "with", context, implicit);
    makeCurrent = virtual(context, "makeCurrent", scope);
    closeScope = virtual(scope, "close", void.class);
    spanOf = stat(span, "fromContext", span, context);
    wrap = stat(span, "wrap", span, contextOfSpan);
    spanContext = virtual(span, "getSpanContext", contextOfSpan);
    isValid = virtual(contextOfSpan, "isValid", boolean.class);
    isSampled = virtual(contextOfSpan, "isSampled", boolean.class);
    traceId = virtual(contextOfSpan, "getTraceId", String.class);
    spanId = virtual(contextOfSpan, "getSpanId", String.class);
    remoteContext =
        stat(
            contextOfSpan,
            "createFromRemoteParent",
            contextOfSpan,
            String.class,
            String.class,
            flags,
            state);
    setText = virtual(span, "setAttribute", span, String.class, String.class);
    setLong = virtual(span, "setAttribute", span, String.class, long.class);
    setDouble = virtual(span, "setAttribute", span, String.class, double.class);
    setBoolean = virtual(span, "setAttribute", span, String.class, boolean.class);
    addEvent = virtual(span, "addEvent", span, String.class, long.class, TimeUnit.class);
    setStatus = virtual(span, "setStatus", span, status, String.class);
    updateName = virtual(span, "updateName", span, String.class);
    end = virtual(span, "end", void.class, long.class, TimeUnit.class);
  }

  /** The other agent; null when there is none, or none whose API we know. */
  static @Nullable OtelAgent find() {
    try {
      return new OtelAgent();
    } catch (ClassNotFoundException absent) {
      return null;
    } catch (Throwable unknownVersion) {
      return null;
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    String shaded = "io.".concat("opentelemetry.javaagent.shaded.io.").concat("opentelemetry.");
    return Class.forName(shaded.concat(name), true, null);
  }

  private static Object constant(Class<?> type, String name) throws ReflectiveOperationException {
    return type.getField(name).get(null);
  }

  private static MethodHandle stat(Class<?> owner, String name, Class<?> result, Class<?>... types)
      throws ReflectiveOperationException {
    MethodHandle handle = LOOKUP.findStatic(owner, name, MethodType.methodType(result, types));
    return handle.asType(erased(handle.type()));
  }

  private static MethodHandle virtual(
      Class<?> owner, String name, Class<?> result, Class<?>... types)
      throws ReflectiveOperationException {
    MethodHandle handle = LOOKUP.findVirtual(owner, name, MethodType.methodType(result, types));
    return handle.asType(erased(handle.type()));
  }

  private static MethodType erased(MethodType type) {
    MethodType erased = type;
    for (int i = 0; i < type.parameterCount(); i++) {
      if (!type.parameterType(i).isPrimitive()) {
        erased = erased.changeParameterType(i, Object.class);
      }
    }
    return type.returnType().isPrimitive() ? erased : erased.changeReturnType(Object.class);
  }

  /** Begins a span for this call, in the trace that the other agent has for its cause. */
  void begin(McpCall call, long epochNanos) {
    try {
      Object builder = spanBuilder.invoke(tracer, (Object) call.method());
      builder =
          setKind.invoke(builder, call.wire().side() == Side.SERVER ? serverKind : clientKind);
      builder = setStart.invoke(builder, epochNanos, (Object) TimeUnit.NANOSECONDS);
      builder = setParent.invoke(builder, parent(call, builder));
      Object span = startSpan.invoke(builder);
      Object identity = spanContext.invoke(span);
      TraceContext place =
          Propagation.context(
              (String) traceId.invoke(identity),
              (String) spanId.invoke(identity),
              (boolean) isSampled.invoke(identity));
      if (place != null) {
        call.foreignSpan(new Span(span));
        call.trace(place);
      }
    } catch (Throwable failure) {
      throw new IllegalStateException("the other agent's tracer", failure);
    }
  }

  private Object parent(McpCall call, Object builder) throws Throwable {
    Object current = (Object) currentContext.invoke();
    Operation cause = call.parent();
    if (cause != null && cause.foreignSpan() instanceof Span span) {
      return (Object) withSpan.invoke(current, span.span);
    }
    TraceContext remote = call.parentTrace();
    if (remote == null || !remote.isValid()) {
      return current;
    }
    Object around = (Object) spanContext.invoke((Object) spanOf.invoke(current));
    if ((boolean) isValid.invoke(around)) {
      Object unused = (Object) addLink.invoke(builder, around);
    }
    Object identity =
        (Object)
            remoteContext.invoke(
                (Object) remote.traceId(),
                (Object) remote.spanId(),
                remote.isSampled() ? sampledFlags : defaultFlags,
                noState);
    return (Object) withSpan.invoke((Object) rootContext.invoke(), (Object) wrap.invoke(identity));
  }

  private final class Span implements ForeignSpan {
    private final Object span;

    Span(Object span) {
      this.span = span;
    }

    @Override
    public Object enter() {
      try {
        Object context = (Object) withSpan.invoke((Object) currentContext.invoke(), span);
        return (Object) makeCurrent.invoke(context);
      } catch (Throwable failure) {
        throw failed(failure);
      }
    }

    @Override
    public void leave(Object entered) {
      try {
        closeScope.invoke(entered);
      } catch (Throwable failure) {
        throw failed(failure);
      }
    }

    @Override
    public void name(String name) {
      try {
        Object unused = (Object) updateName.invoke(span, (Object) name);
      } catch (Throwable failure) {
        throw failed(failure);
      }
    }

    @Override
    public void attribute(String key, Object value) {
      try {
        Object unused;
        if (value instanceof Long number) {
          unused = (Object) setLong.invoke(span, (Object) key, (long) number);
        } else if (value instanceof Double number) {
          unused = (Object) setDouble.invoke(span, (Object) key, (double) number);
        } else if (value instanceof Boolean truth) {
          unused = (Object) setBoolean.invoke(span, (Object) key, (boolean) truth);
        } else {
          unused = (Object) setText.invoke(span, (Object) key, (Object) value.toString());
        }
      } catch (Throwable failure) {
        throw failed(failure);
      }
    }

    @Override
    public void event(String name, long epochNanos) {
      try {
        Object unused =
            (Object)
                addEvent.invoke(span, (Object) name, epochNanos, (Object) TimeUnit.NANOSECONDS);
      } catch (Throwable failure) {
        throw failed(failure);
      }
    }

    @Override
    public void failed(@Nullable String message) {
      try {
        Object unused =
            (Object) setStatus.invoke(span, errorStatus, (Object) (message == null ? "" : message));
      } catch (Throwable failure) {
        throw failed(failure);
      }
    }

    @Override
    public void end(long epochNanos) {
      try {
        end.invoke(span, epochNanos, (Object) TimeUnit.NANOSECONDS);
      } catch (Throwable failure) {
        throw failed(failure);
      }
    }

    private IllegalStateException failed(Throwable failure) {
      return new IllegalStateException("the other agent's span", failure);
    }
  }
}
