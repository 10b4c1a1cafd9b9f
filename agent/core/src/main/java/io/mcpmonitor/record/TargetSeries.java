package io.mcpmonitor.record;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Side;
import io.opentelemetry.api.common.Attributes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The series of one method and target on one wire, one for each way to end. */
final class TargetSeries {
  private final SeriesTable table;
  private final Side side;
  private final Attributes operation;
  private final Attributes methodAndTool;
  private final Attributes toolOnly;
  private final LabelGuard.@Nullable Name name;
  private final @Nullable TargetSeries overflow;
  private final Map<Integer, Attributes> byCode = new ConcurrentHashMap<>();
  private final Map<String, Attributes> byErrorType = new ConcurrentHashMap<>();
  private volatile @Nullable Attributes ok;
  private final Attributes failedForOverflow;

  /**
   * @param overflow where calls go when there are too many series; null for the overflow itself,
   *     which tells success and failure apart and nothing else
   */
  TargetSeries(
      SeriesTable table,
      Side side,
      Attributes operation,
      Attributes methodAndTool,
      LabelGuard.@Nullable Name name,
      @Nullable TargetSeries overflow) {
    this.table = table;
    this.side = side;
    this.operation = operation;
    this.methodAndTool = methodAndTool;
    this.toolOnly =
        Attributes.of(
            McpAttributes.TOOL_LABEL, String.valueOf(methodAndTool.get(McpAttributes.TOOL_LABEL)));
    this.name = name;
    this.overflow = overflow;
    this.failedForOverflow =
        overflow == null
            ? McpAttributes.withErrorType(operation, McpAttributes.OTHER_ERROR)
            : overflow.failedForOverflow;
  }

  /** The labels {@code method} and {@code tool}. */
  Attributes methodAndTool() {
    return methodAndTool;
  }

  /** The label {@code tool}. */
  Attributes toolOnly() {
    return toolOnly;
  }

  /** The tool or prompt; null when there is none. */
  LabelGuard.@Nullable Name name() {
    return name;
  }

  /** The attributes of a finished call. */
  Attributes of(McpCall call) {
    if (overflow == null) {
      return overflowOf(failed(call));
    }
    return switch (call.outcome()) {
      case OK -> ofOk();
      case PROTOCOL_ERROR -> ofCode(call.errorCode());
      case TOOL_ERROR -> ofErrorType(McpAttributes.TOOL_ERROR);
      case CANCELLED -> ofErrorType(McpAttributes.CANCELLED);
      case TIMED_OUT -> ofErrorType(or(call.errorType(), McpAttributes.TIMEOUT));
      case THREW -> ofErrorType(or(call.errorType(), McpAttributes.OTHER_ERROR));
    };
  }

  private boolean failed(McpCall call) {
    return switch (call.outcome()) {
      case OK -> false;
      case PROTOCOL_ERROR -> failed(call.errorCode());
      default -> true;
    };
  }

  private boolean failed(@Nullable Integer code) {
    return side == Side.CLIENT || code == null || !McpAttributes.isCallersFault(code);
  }

  private Attributes ofOk() {
    Attributes known = ok;
    if (known != null) {
      return known;
    }
    if (table.isFull()) {
      return substitute(false);
    }
    synchronized (this) {
      known = ok;
      if (known == null) {
        known = table.add(() -> operation, overflowOf(false));
        ok = known;
      }
      return known;
    }
  }

  private Attributes ofCode(@Nullable Integer code) {
    if (code == null) {
      return ofErrorType(McpAttributes.OTHER_ERROR);
    }
    Attributes known = byCode.get(code);
    return known != null ? known : addCode(code, failed(code));
  }

  private Attributes addCode(Integer code, boolean failed) {
    if (table.isFull()) {
      return substitute(failed);
    }
    if (failed && !table.admitError(code)) {
      return ofErrorType(McpAttributes.OTHER_ERROR);
    }
    return byCode.computeIfAbsent(
        code,
        unused ->
            table.add(() -> McpAttributes.withCode(operation, code, failed), overflowOf(failed)));
  }

  private Attributes ofErrorType(String type) {
    Attributes known = byErrorType.get(type);
    if (known != null) {
      return known;
    }
    String admitted = table.admitError(type) ? type : McpAttributes.OTHER_ERROR;
    known = byErrorType.get(admitted);
    return known != null ? known : addErrorType(admitted);
  }

  private Attributes addErrorType(String type) {
    if (table.isFull()) {
      return substitute(true);
    }
    return byErrorType.computeIfAbsent(
        type,
        unused -> table.add(() -> McpAttributes.withErrorType(operation, type), overflowOf(true)));
  }

  private Attributes substitute(boolean failed) {
    table.countOverflow();
    return overflowOf(failed);
  }

  private Attributes overflowOf(boolean failed) {
    TargetSeries target = overflow == null ? this : overflow;
    return failed ? target.failedForOverflow : target.operation;
  }

  private static String or(@Nullable String type, String fallback) {
    return type == null ? fallback : type;
  }
}
