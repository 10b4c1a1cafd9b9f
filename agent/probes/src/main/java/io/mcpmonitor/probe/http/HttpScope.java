package io.mcpmonitor.probe.http;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.HttpCall;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.TraceContext;
import io.mcpmonitor.pipeline.Pipeline;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What the probes of HTTP do alike. */
final class HttpScope {
  final ProbeContext context;
  final Pipeline pipeline;

  HttpScope(ProbeContext context) {
    this.context = context;
    this.pipeline = context.pipeline();
  }

  /** A request is about to be sent; null when it does not belong to an MCP call. */
  @Nullable HttpCall begin(String method, String url) {
    if (!(pipeline.current().get() instanceof McpCall) || !pipeline.tracing().isOwn()) {
      return null; // one client may use another, and another agent may watch them
    }
    HttpCall call = new HttpCall(method, url, System.nanoTime());
    pipeline.begin(call);
    return call;
  }

  /** Tells the server who asks. */
  void inject(HttpCall call, BiConsumer<String, String> headers) {
    TraceContext trace = call.trace();
    if (trace != null) {
      pipeline.tracing().inject(trace, headers);
    }
  }

  void answered(HttpCall call, int status) {
    if (call.answered(status, System.nanoTime())) {
      pipeline.publish(call);
    }
  }

  void failed(HttpCall call, Throwable failure) {
    if (call.failed(failure.getClass().getName(), System.nanoTime())) {
      pipeline.publish(call);
    }
  }
}
