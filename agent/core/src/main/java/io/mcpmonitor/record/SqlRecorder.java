package io.mcpmonitor.record;

import io.mcpmonitor.event.DatabaseRef;
import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.SqlText;
import io.mcpmonitor.record.MetricNames.Metric;
import io.mcpmonitor.support.Drops;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Records what is asked of databases, by the OpenTelemetry conventions and by tool. A statement
 * like one before takes no lock and allocates nothing.
 */
public final class SqlRecorder implements Consumer<Event> {
  static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
  static final AttributeKey<String> COLLECTION = AttributeKey.stringKey("db.collection.name");
  static final AttributeKey<String> STATUS = AttributeKey.stringKey("db.response.status_code");

  private static final AttributeKey<String> ROWS = AttributeKey.stringKey("rows");

  /** Fixed by the conventions. */
  private static final List<Double> SECONDS =
      List.of(0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0);

  private static final double NANOS_PER_SECOND = 1e9;
  private static final int MAX_COLLECTIONS = 200;
  private static final int MAX_ERRORS = 100;
  private static final String UNKNOWN = "";

  private final LabelGuard labels;
  private final Drops drops;
  private final int repeats;
  private final DoubleHistogram duration;
  private final Context context = Context.root();
  private final Map<DatabaseRef, OnDatabase> databases = new ConcurrentHashMap<>();
  private final Set<String> collections = ConcurrentHashMap.newKeySet();
  private final Set<String> errors = ConcurrentHashMap.newKeySet();
  private final Map<String, ToolUse> tools = new ConcurrentHashMap<>();

  /**
   * @param repeats the same statement more often than this in one call is an N+1 pattern
   */
  public SqlRecorder(MetricStore store, LabelGuard labels, Drops drops, int repeats) {
    this.labels = labels;
    this.drops = drops;
    this.repeats = repeats;
    this.duration = store.histogram(MetricNames.DATABASE_DURATION, SECONDS);
    store.atFirstCollection(() -> observe(store));
  }

  /** What one tool has asked of databases so far. */
  public static final class ToolUse {
    private final Attributes attributes;
    private final Attributes changed;
    private final Attributes returned;
    private final LongAdder statements = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder changedRows = new LongAdder();
    private final LongAdder returnedRows = new LongAdder();
    private final LongAdder repeatingCalls = new LongAdder();
    private volatile @Nullable SqlText repeated;

    private ToolUse(String tool) {
      attributes = Attributes.of(McpAttributes.TOOL_LABEL, tool);
      changed = Attributes.of(McpAttributes.TOOL_LABEL, tool, ROWS, "changed");
      returned = Attributes.of(McpAttributes.TOOL_LABEL, tool, ROWS, "returned");
    }

    public long statements() {
      return statements.sum();
    }

    public double seconds() {
      return nanos.sum() / NANOS_PER_SECOND;
    }

    /** Rows changed, as far as drivers tell. */
    public long changedRows() {
      return changedRows.sum();
    }

    /** Rows that came back, as far as drivers tell. */
    public long returnedRows() {
      return returnedRows.sum();
    }

    /** How many calls executed one statement more often than the limit. */
    public long repeatingCalls() {
      return repeatingCalls.sum();
    }

    /** The last statement that was executed so often, without its literals; null when none. */
    public @Nullable String repeated() {
      SqlText text = repeated;
      return text == null ? null : text.query();
    }
  }

  /** What every tool has asked of databases, by name. */
  public Map<String, ToolUse> tools() {
    return Map.copyOf(tools);
  }

  @Override
  public void accept(Event event) {
    if (event instanceof SqlCall call) {
      long nanos = Math.max(0, call.endNanos() - call.beginNanos());
      duration.record(nanos / NANOS_PER_SECOND, attributes(call), context);
      McpCall cause = call.call();
      if (cause != null) {
        byTool(call, cause, nanos);
      }
    }
  }

  private void byTool(SqlCall call, McpCall cause, long nanos) {
    String tool = PoolRecorder.toolOf(labels, cause);
    if (tool.isEmpty()) {
      return;
    }
    ToolUse use = tools.get(tool);
    if (use == null) {
      use = tools.computeIfAbsent(tool, ToolUse::new);
    }
    use.statements.increment();
    use.nanos.add(nanos);
    if (call.changedRows() > 0) {
      use.changedRows.add(call.changedRows());
    } else if (call.returnedRows() > 0) {
      use.returnedRows.add(call.returnedRows());
    }
    SqlText text = call.text();
    if (text != null && cause.statements().count(text) == repeats + 1) {
      use.repeatingCalls.increment();
      use.repeated = text;
    }
  }

  private Attributes attributes(SqlCall call) {
    OnDatabase database = databases.get(call.database());
    if (database == null) {
      database = databases.computeIfAbsent(call.database(), unused -> new OnDatabase());
    }
    String operation = call.operation() == null ? UNKNOWN : call.operation();
    Map<String, Map<String, Series>> operations =
        call.kind() == SqlCall.Kind.BATCH ? database.batches : database.operations;
    Map<String, Series> byCollection = operations.get(operation);
    if (byCollection == null) {
      byCollection = operations.computeIfAbsent(operation, unused -> new ConcurrentHashMap<>());
    }
    SqlText text = call.text();
    String collection = text == null || text.collection() == null ? UNKNOWN : text.collection();
    Series series = byCollection.get(collection);
    if (series == null) {
      String admitted = admit(collections, MAX_COLLECTIONS, collection);
      series =
          byCollection.computeIfAbsent(
              admitted, name -> new Series(call.database(), nameOf(call.kind(), operation), name));
    }
    return call.errorType() == null ? series.good : failed(series, call);
  }

  private Attributes failed(Series series, SqlCall call) {
    String state = call.sqlState();
    String type =
        admit(errors, MAX_ERRORS, state != null ? state : String.valueOf(call.errorType()));
    Attributes known = series.failed.get(type);
    if (known != null) {
      return known;
    }
    return series.failed.computeIfAbsent(
        type,
        error -> {
          AttributesBuilder made = series.good.toBuilder().put(McpAttributes.ERROR_TYPE, error);
          if (error.equals(state)) {
            made.put(STATUS, error);
          }
          return made.build();
        });
  }

  /** Names come from the text of statements, which anybody may have written. */
  private String admit(Set<String> known, int max, String name) {
    if (name.isEmpty() || known.contains(name)) {
      return name;
    }
    synchronized (known) {
      if (known.size() < max && name.length() <= MetricStore.MAX_SERIES) {
        known.add(name);
        return name;
      }
    }
    drops.count(Drops.Reason.SERIES_TABLE_FULL);
    return LabelGuard.OTHER;
  }

  static String nameOf(SqlCall.Kind kind, String operation) {
    if (kind != SqlCall.Kind.BATCH) {
      return operation;
    }
    return operation.isEmpty() ? "BATCH" : "BATCH " + operation;
  }

  private void observe(MetricStore store) {
    observe(store, MetricNames.TOOL_STATEMENTS, use -> (double) use.statements());
    observe(store, MetricNames.TOOL_DATABASE_TIME, ToolUse::seconds);
    store.observe(
        MetricNames.TOOL_ROWS,
        out ->
            tools
                .values()
                .forEach(
                    use -> {
                      out.record((double) use.changedRows(), use.changed);
                      out.record((double) use.returnedRows(), use.returned);
                    }));
    observe(store, MetricNames.TOOL_REPEATS, use -> (double) use.repeatingCalls());
  }

  private void observe(MetricStore store, Metric metric, ToDoubleFunction<ToolUse> value) {
    store.observe(
        metric,
        out -> tools.values().forEach(u -> out.record(value.applyAsDouble(u), u.attributes)));
  }

  /** By operation and collection. */
  private static final class OnDatabase {
    final Map<String, Map<String, Series>> operations = new ConcurrentHashMap<>();
    final Map<String, Map<String, Series>> batches = new ConcurrentHashMap<>();
  }

  private static final class Series {
    final Attributes good;
    final Map<String, Attributes> failed = new ConcurrentHashMap<>();

    Series(DatabaseRef database, String operation, String collection) {
      AttributesBuilder attributes = Attributes.builder();
      putDatabase(attributes, database);
      if (!operation.isEmpty()) {
        attributes.put(OPERATION, operation);
      }
      if (!collection.isEmpty()) {
        attributes.put(COLLECTION, collection);
      }
      good = attributes.build();
    }
  }

  static void putDatabase(AttributesBuilder attributes, DatabaseRef database) {
    attributes.put(SYSTEM, database.system());
    McpAttributes.putIfKnown(attributes, NAMESPACE, database.namespace());
    McpAttributes.putIfKnown(attributes, McpAttributes.SERVER_ADDRESS, database.address());
    if (database.address() != null && database.port() > 0) {
      attributes.put(McpAttributes.SERVER_PORT, (long) database.port());
    }
  }
}
