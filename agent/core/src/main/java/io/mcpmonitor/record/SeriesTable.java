package io.mcpmonitor.record;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.McpMethods;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.support.Drops;
import io.opentelemetry.api.common.Attributes;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the attributes of a call without building any: wire, then method, then target, and inside
 * the target the outcome. Only the first call of a kind allocates. All growth is bounded here.
 */
final class SeriesTable {
  private static final String NOTIFICATION_PREFIX = "notifications/";
  private static final int MAX_ERROR_TYPES = 100;

  /**
   * Protocol versions may come from the caller. More of them than MCP is likely to have are one.
   */
  private static final int MAX_PROTOCOL_VERSIONS = 16;

  /** A gateway may be a client of many servers; those above have no address in metrics. */
  static final int MAX_SERVERS = 100;

  private final LabelGuard labels;
  private final Drops drops;
  private final int maxSeries;
  private final Map<Wire, OnWire> wires = new ConcurrentHashMap<>();
  private final Set<String> protocolVersions = ConcurrentHashMap.newKeySet();
  private final Set<String> servers = ConcurrentHashMap.newKeySet();
  private final Set<Object> errorTypes = ConcurrentHashMap.newKeySet();
  private final Map<McpTransport, OnWire> serverOfAnyVersion = ofAnyVersion(Side.SERVER);
  private final Map<McpTransport, OnWire> clientOfAnyVersion = ofAnyVersion(Side.CLIENT);
  private final TargetSeries serverOverflow;
  private final TargetSeries clientOverflow;
  private int series;
  private volatile boolean full;

  SeriesTable(LabelGuard labels, Drops drops, int maxSeries) {
    this.labels = labels;
    this.drops = drops;
    this.maxSeries = maxSeries;
    errorTypes.add(McpAttributes.TOOL_ERROR);
    errorTypes.add(McpAttributes.CANCELLED);
    errorTypes.add(McpAttributes.TIMEOUT);
    this.serverOverflow = overflow(Side.SERVER);
    this.clientOverflow = overflow(Side.CLIENT);
  }

  TargetSeries find(McpCall call) {
    OnWire onWire = wires.get(call.wire());
    if (onWire == null) {
      onWire = addWire(call.wire());
    }
    OnMethod onMethod = onWire.methods.get(call.method());
    if (onMethod == null || onMethod.notification != call.isNotification()) {
      onMethod = addMethod(onWire, call);
    }
    String target = call.target();
    if (onMethod.kind == null || target == null) {
      TargetSeries found = onMethod.withoutTarget;
      return found != null ? found : addTarget(onWire, onMethod, null);
    }
    TargetSeries found = onMethod.targets.get(target);
    if (found != null) {
      return found;
    }
    LabelGuard.Name name = labels.name(onMethod.kind, target);
    found = onMethod.targets.get(name.text());
    return found != null ? found : addTarget(onWire, onMethod, name);
  }

  Attributes ofSession(Wire wire) {
    OnWire onWire = wires.get(wire);
    return (onWire != null ? onWire : addWire(wire)).session;
  }

  /** Makes one more series of a target, or gives its substitute when there are too many. */
  synchronized Attributes add(Supplier<Attributes> attributes, Attributes substitute) {
    if (series >= maxSeries) {
      full = true;
      drops.count(Drops.Reason.SERIES_TABLE_FULL);
      return substitute;
    }
    series++;
    return attributes.get();
  }

  /** Whether no more series will be made; then {@link #add} need not be asked. */
  boolean isFull() {
    return full;
  }

  void countOverflow() {
    drops.count(Drops.Reason.SERIES_TABLE_FULL);
  }

  /** Whether this error type (or code) may be told apart from others. */
  boolean admitError(Object type) {
    if (errorTypes.contains(type)) {
      return true;
    }
    return errorTypes.size() < MAX_ERROR_TYPES && addError(type);
  }

  private synchronized boolean addError(Object type) {
    if (errorTypes.size() < MAX_ERROR_TYPES) {
      errorTypes.add(type);
    }
    return errorTypes.contains(type);
  }

  /**
   * A notification with the method of a request, or the reverse, is a caller's invention too: it
   * must not count among the real ones.
   */
  private static OnMethod addMethod(OnWire onWire, McpCall call) {
    String method = call.method();
    boolean notification = call.isNotification();
    if (!McpMethods.isKnown(method) || method.startsWith(NOTIFICATION_PREFIX) != notification) {
      return onWire.other;
    }
    return onWire.methods.computeIfAbsent(
        method, known -> new OnMethod(known, notification, call.targetKind()));
  }

  private OnWire addWire(Wire given) {
    Wire wire = isAdmitted(given.serverAddress(), given.serverPort()) ? given : given.to(null, 0);
    String version = wire.protocolVersion();
    if (version == null || admitVersion(version)) {
      return wires.computeIfAbsent(wire, OnWire::new);
    }
    Map<McpTransport, OnWire> anyVersion =
        wire.side() == Side.SERVER ? serverOfAnyVersion : clientOfAnyVersion;
    return Objects.requireNonNull(anyVersion.get(wire.transport()));
  }

  private boolean isAdmitted(@Nullable String address, int port) {
    if (address == null) {
      return true;
    }
    String server = address + ":" + port;
    if (servers.contains(server)) {
      return true;
    }
    synchronized (this) {
      if (servers.size() < MAX_SERVERS) {
        servers.add(server);
        return true;
      }
    }
    drops.count(Drops.Reason.SERVER_TABLE_FULL);
    return false;
  }

  private boolean admitVersion(String version) {
    if (protocolVersions.contains(version)) {
      return true;
    }
    synchronized (this) {
      if (protocolVersions.size() < MAX_PROTOCOL_VERSIONS) {
        protocolVersions.add(version);
      }
    }
    return protocolVersions.contains(version);
  }

  private Map<McpTransport, OnWire> ofAnyVersion(Side side) {
    Map<McpTransport, OnWire> made = new EnumMap<>(McpTransport.class);
    for (McpTransport transport : McpTransport.values()) {
      made.put(transport, addWire(new Wire(side, transport, null)));
    }
    return made;
  }

  private TargetSeries addTarget(OnWire onWire, OnMethod onMethod, LabelGuard.@Nullable Name name) {
    TargetSeries overflow = onWire.wire.side() == Side.SERVER ? serverOverflow : clientOverflow;
    if (full) {
      countOverflow();
      return overflow;
    }
    synchronized (this) {
      if (series >= maxSeries) {
        full = true;
        countOverflow();
        return overflow;
      }
      String method = onMethod.label;
      TargetKind kind = name == null ? null : onMethod.kind;
      String text = name == null ? "" : name.text();
      TargetSeries made =
          new TargetSeries(
              this,
              onWire.wire.side(),
              McpAttributes.ofOperation(onWire.wire, method, kind, text),
              Attributes.of(
                  McpAttributes.METHOD_LABEL,
                  method,
                  McpAttributes.TOOL_LABEL,
                  kind == TargetKind.TOOL ? text : ""),
              name,
              overflow);
      if (name == null) {
        TargetSeries first = onMethod.withoutTarget;
        if (first != null) {
          return first;
        }
        onMethod.withoutTarget = made;
        return made;
      }
      TargetSeries first = onMethod.targets.putIfAbsent(text, made);
      return first != null ? first : made;
    }
  }

  private TargetSeries overflow(Side side) {
    Wire wire = new Wire(side, McpTransport.OTHER, null);
    return new TargetSeries(
        this,
        side,
        McpAttributes.ofOperation(wire, LabelGuard.OTHER, null, ""),
        Attributes.of(McpAttributes.METHOD_LABEL, LabelGuard.OTHER, McpAttributes.TOOL_LABEL, ""),
        null,
        null);
  }

  private static final class OnWire {
    final Wire wire;
    final Attributes session;
    final Map<String, OnMethod> methods = new ConcurrentHashMap<>();
    final OnMethod other = new OnMethod(LabelGuard.OTHER, false, null);

    OnWire(Wire wire) {
      this.wire = wire;
      this.session = McpAttributes.ofSession(wire);
    }
  }

  /** Its targets are registered names, and the one that stands for all others. */
  private static final class OnMethod {
    final String label;
    final boolean notification;
    final @Nullable TargetKind kind;
    final Map<String, TargetSeries> targets = new ConcurrentHashMap<>();
    volatile @Nullable TargetSeries withoutTarget;

    OnMethod(String label, boolean notification, @Nullable TargetKind kind) {
      this.label = label;
      this.notification = notification;
      this.kind = kind;
    }
  }
}
