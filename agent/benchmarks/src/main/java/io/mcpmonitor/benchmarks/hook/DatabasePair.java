package io.mcpmonitor.benchmarks.hook;

import io.mcpmonitor.event.DatabaseRef;
import io.mcpmonitor.event.PoolReading;
import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.SqlText;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.pipeline.PoolSource;
import io.mcpmonitor.pipeline.PoolWatch;
import io.mcpmonitor.pipeline.Statements;
import io.mcpmonitor.record.LabelGuard;
import io.mcpmonitor.record.MetricStore;
import io.mcpmonitor.record.PoolRecorder;
import io.mcpmonitor.record.PoolSampler;
import io.mcpmonitor.record.SqlRecorder;
import io.mcpmonitor.sql.PreparedTexts;
import io.mcpmonitor.sql.SqlDialect;
import io.mcpmonitor.support.Drops;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.resources.Resource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What a statement costs the agent, without pool and database: a connection borrowed, a statement
 * prepared and executed through a wrapper, the connection returned.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DatabasePair {
  private static final String SQL = "select 1";
  private static final long LEAK_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final DatabaseRef database = new DatabaseRef("h2database", null, null, 0);
  private final Batches batches;
  private final Statements statements;
  private final Pools pools;
  private final PreparedTexts prepared = new PreparedTexts();
  private final SqlText text;
  private final Object pool = new Object();
  private final Connection connection;
  private final Statement statement;

  /** With the agent's real recorders. */
  public DatabasePair() {
    Drops drops = new Drops();
    Pipeline pipeline = new Pipeline(drops);
    LabelGuard labels = new LabelGuard(drops);
    MetricStore store =
        new MetricStore(Resource.empty(), new MetricStore.Extras(ExemplarFilter.alwaysOff(), null));
    PoolSampler sampler = new PoolSampler(pipeline.sources());
    pipeline.connect(
        List.of(
            new PoolRecorder(store, labels, sampler, pipeline.sources().borrows(), LEAK_NANOS),
            new SqlRecorder(store, labels, drops, 10)));
    batches = new Batches(pipeline);
    statements = pipeline.statements();
    pools = new Pools(pipeline);
    text = statements.text(SqlDialect.H2, SQL);
    try {
      connection = DriverManager.getConnection("jdbc:h2:mem:pair");
      statement = connection.createStatement();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Pools extends PoolWatch<Object> implements PoolSource {
    Pools(Pipeline pipeline) {
      super(pipeline, "benchmark");
    }

    @Override
    protected @Nullable String nameOf(Object pool) {
      return null;
    }

    @Override
    protected PoolSource sourceOf(Object pool) {
      return this;
    }

    @Override
    public PoolReading read() {
      return new PoolReading(1, 1, 0, 1, 1, 0);
    }

    @Override
    public long check(int timeoutSeconds) {
      return 1;
    }
  }

  /** The statement's object, which becomes its span. */
  @Benchmark
  public SqlCall call() {
    SqlCall call = new SqlCall(database, SqlCall.Kind.STATEMENT, text, System.nanoTime());
    boolean unused = call.answered(System.nanoTime());
    return call;
  }

  /** All that hooks do for one statement through a pool. */
  @Benchmark
  public @Nullable Object recorded() {
    Object asked = pools.asks(pool);
    pools.gets(asked, connection, pool);
    prepared.put(statement, statements.text(SqlDialect.H2, SQL));
    Object wrapped = statements.wrapperBegins(SqlCall.Kind.STATEMENT, statement, null, prepared);
    Object begun =
        statements.begins(SqlDialect.H2, SqlCall.Kind.STATEMENT, statement, prepared.of(statement));
    statements.returns(1);
    statements.ends(begun);
    statements.wrapperEnds(wrapped);
    pools.returns(connection);
    batches.ended();
    return begun;
  }
}
