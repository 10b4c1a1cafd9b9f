package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.engine.ProbeContext;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.mcp.CallSlots;
import io.mcpmonitor.mcp.CallTraces;
import io.mcpmonitor.mcp.Introductions;
import io.mcpmonitor.mcp.McpSessions;
import io.mcpmonitor.mcp.RegisteredNames;
import io.mcpmonitor.pipeline.Current;
import io.mcpmonitor.pipeline.Pipeline;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * The probe's state for one application loader. Everything here may refer to objects of that
 * application; nothing outside of its loader refers here.
 */
final class SdkScope {
  /** Where a call is found in the Reactor context of everything that its handler does. */
  static final Object CONTEXT_KEY = "mcp-monitor.call";

  private static final int MAX_STREAMABLE_TRANSPORTS = 100;

  final ProbeContext context;
  final Pipeline pipeline;
  final Current current;

  /** Requests that were parsed and have not reached their session, by message. */
  final CallSlots arrivals;

  /** Requests whose answer goes through a transport of their own, by transport. */
  final CallSlots responding;

  /** Calls whose message has not been written yet, by the message or a part of it. */
  final CallSlots unwritten;

  final McpSessions sessions;
  final RegisteredNames names;
  final CallTraces traces;
  final Introductions introductions;
  final SentTraces sentTraces;
  final ServerAddresses serverAddresses = new ServerAddresses();

  private final Set<Class<?>> streamableTransports = ConcurrentHashMap.newKeySet();

  SdkScope(ProbeContext context) {
    this.context = context;
    this.pipeline = context.pipeline();
    this.current = pipeline.current();
    this.arrivals = new CallSlots(false, context.drops());
    this.responding = new CallSlots(true, context.drops());
    this.unwritten = new CallSlots(false, context.drops());
    this.sessions = new McpSessions(pipeline, context.drops());
    this.names = new RegisteredNames(context.probeId(), pipeline, context.drops());
    Params fields = new Params();
    this.traces = new CallTraces(pipeline, context.capture(), fields);
    this.introductions = new Introductions(pipeline, fields);
    this.sentTraces = new SentTraces(this);
    JacksonMapper.hookIfUsedDirectly(context);
  }

  static @Nullable McpCall callIn(ContextView context) {
    return context.getOrDefault(CONTEXT_KEY, null) instanceof McpCall call ? call : null;
  }

  /** A server of this application told its name. */
  void serverSeen(@Nullable String name, @Nullable String version) {
    introductions.server(name, version);
  }

  /**
   * A server was made.
   *
   * @param info who it is; null while a superclass is being made
   * @param prompts its registry of prompts by name; null where a version has none
   */
  void serverCreated(
      McpSchema.@Nullable Implementation info, List<String> tools, @Nullable Object prompts) {
    if (info == null) {
      return;
    }
    serverSeen(info.name(), info.version());
    names.registerAll(TargetKind.TOOL, info.name(), tools);
    if (prompts instanceof Map<?, ?> registry) {
      names.registerKeys(TargetKind.PROMPT, info.name(), registry);
    }
  }

  /** A server reported that its transport is out of order. */
  void transportFailed(McpTransport transport, Throwable failure) {
    pipeline.publish(new McpEvent.TransportFailed(transport, String.valueOf(failure.getMessage())));
  }

  /** Transports of a kind that no hook names are hooked when the first of them is used. */
  void hookTransport(Object transport) {
    Class<?> type = transport.getClass();
    if (streamableTransports.contains(type)
        || streamableTransports.size() >= MAX_STREAMABLE_TRANSPORTS
        || !streamableTransports.add(type)) {
      return;
    }
    for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
      for (var method : declaring.getDeclaredMethods()) {
        if (method.getName().equals("sendMessage")) {
          context.hookAlso(declaring, JavaSdkProbe.transportSend());
          return;
        }
      }
    }
  }

  /** The session's wire, or what the transport's class tells when there is no session. */
  static Wire wire(@Nullable McpSession session, Side side, @Nullable Object transport) {
    return session != null ? session.wire(side) : new Wire(side, kind(transport), null);
  }

  private static McpTransport kind(@Nullable Object transport) {
    String name = transport == null ? "" : transport.getClass().getName();
    if (name.contains("Stdio")) {
      return McpTransport.STDIO;
    }
    if (name.contains("Streamable")) {
      return McpTransport.STREAMABLE_HTTP;
    }
    return name.contains("Sse") ? McpTransport.SSE : McpTransport.OTHER;
  }

  static @Nullable String text(@Nullable Object value) {
    return value instanceof String text ? text : null;
  }
}
