package io.mcpmonitor.record;

import io.mcpmonitor.event.CallDetail;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.trace.EpochClock;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.EventData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The span of an MCP request or notification. */
final class McpSpan implements SpanShape {
  static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("jsonrpc.request.id");
  static final AttributeKey<String> SESSION_ID = AttributeKey.stringKey("mcp.session.id");
  static final AttributeKey<String> RESOURCE_URI = AttributeKey.stringKey("mcp.resource.uri");
  static final AttributeKey<String> CLIENT_ADDRESS = AttributeKey.stringKey("client.address");
  static final AttributeKey<Long> CLIENT_PORT = AttributeKey.longKey("client.port");
  static final AttributeKey<String> HTTP_VERSION =
      AttributeKey.stringKey("network.protocol.version");
  static final AttributeKey<String> ARGUMENTS =
      AttributeKey.stringKey("gen_ai.tool.call.arguments");
  static final AttributeKey<String> RESULT = AttributeKey.stringKey("gen_ai.tool.call.result");

  /** Not in the conventions: what a long call told of its progress. */
  static final String PROGRESS_EVENT = "mcp.monitor.progress";

  static final AttributeKey<Double> PROGRESS = AttributeKey.doubleKey("mcp.monitor.progress");
  static final AttributeKey<Double> PROGRESS_TOTAL =
      AttributeKey.doubleKey("mcp.monitor.progress.total");

  private static final int MAX_TEXT = 256;

  private final McpCall call;
  private final LabelGuard labels;

  McpSpan(McpCall call, LabelGuard labels) {
    this.call = call;
    this.labels = labels;
  }

  /** Whatever a caller invents is an attribute only: names of spans are few. */
  @Override
  public String name() {
    TargetKind kind = call.targetKind();
    String target = call.target();
    if (kind != null && target != null) {
      String label = labels.label(kind, target);
      return label.equals(LabelGuard.OTHER) ? call.method() : call.method() + " " + label;
    }
    return McpMethods.isKnown(call.method()) ? call.method() : LabelGuard.OTHER;
  }

  @Override
  public SpanKind kind() {
    return call.wire().side() == Side.SERVER ? SpanKind.SERVER : SpanKind.CLIENT;
  }

  @Override
  public @Nullable String errorType() {
    return McpAttributes.errorType(call);
  }

  @Override
  public @Nullable String errorMessage() {
    CallDetail detail = call.detail();
    return detail == null ? null : detail.errorMessage();
  }

  @Override
  public void attributes(AttributesBuilder attributes) {
    attributes.put(McpAttributes.METHOD, cut(call.method()));
    McpAttributes.putWire(attributes, call.wire());
    if (call.method().equals(McpMethods.TOOLS_CALL)) {
      attributes.put(McpAttributes.OPERATION, "execute_tool");
    }
    TargetKind kind = call.targetKind();
    String target = call.target();
    if (kind != null && target != null) {
      attributes.put(
          kind == TargetKind.TOOL ? McpAttributes.TOOL : McpAttributes.PROMPT, cut(target));
    }
    Object id = call.requestId();
    if (id != null) {
      attributes.put(REQUEST_ID, cut(id.toString()));
    }
    McpSession session = call.session();
    if (session != null) {
      attributes.put(SESSION_ID, cut(session.id()));
    }
    Integer code = call.errorCode();
    if (code != null) {
      attributes.put(McpAttributes.STATUS_CODE, code.toString());
    }
    CallDetail detail = call.detail();
    if (detail != null) {
      put(attributes, detail);
    }
  }

  private void put(AttributesBuilder attributes, CallDetail detail) {
    McpAttributes.putIfKnown(attributes, RESOURCE_URI, detail.resourceUri());
    McpAttributes.putIfKnown(attributes, HTTP_VERSION, detail.httpVersion());
    if (kind() == SpanKind.SERVER && detail.peerAddress() != null) {
      attributes.put(CLIENT_ADDRESS, detail.peerAddress());
      if (detail.peerPort() > 0) {
        attributes.put(CLIENT_PORT, (long) detail.peerPort());
      }
    }
    McpAttributes.putIfKnown(attributes, ARGUMENTS, detail.arguments());
    McpAttributes.putIfKnown(attributes, RESULT, detail.result());
    detail
        .promptVariables()
        .forEach(
            (name, value) ->
                attributes.put(AttributeKey.stringKey("gen_ai.prompt.variable." + name), value));
  }

  @Override
  public List<EventData> events(EpochClock clock) {
    CallDetail detail = call.detail();
    if (detail == null) {
      return List.of();
    }
    List<EventData> events = new ArrayList<>();
    for (CallDetail.Progress step : detail.progress()) {
      AttributesBuilder attributes = Attributes.builder().put(PROGRESS, step.progress());
      if (!Double.isNaN(step.total())) {
        attributes.put(PROGRESS_TOTAL, step.total());
      }
      events.add(
          EventData.create(clock.epochNanos(step.nanos()), PROGRESS_EVENT, attributes.build()));
    }
    return events;
  }

  @Override
  public int totalEvents() {
    CallDetail detail = call.detail();
    return detail == null ? 0 : detail.progress().size() + detail.progressDropped();
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
