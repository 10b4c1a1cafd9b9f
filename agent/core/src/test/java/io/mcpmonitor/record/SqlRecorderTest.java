package io.mcpmonitor.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.pipeline.FakeJdbc;
import io.mcpmonitor.pipeline.FakePool;
import io.mcpmonitor.pipeline.Statements;
import io.mcpmonitor.sql.PreparedTexts;
import io.mcpmonitor.sql.SqlDialect;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlRecorderTest {
  private final Traffic traffic = new Traffic().tools("search");
  private final SqlRecorder recorder =
      new SqlRecorder(traffic.store, traffic.labels, traffic.drops, 3);
  private final List<SqlCall> calls = new ArrayList<>();
  private final Statements statements = traffic.pipeline.statements();
  private final PreparedTexts prepared = new PreparedTexts();
  private final FakePool pool = new FakePool("orders");
  private final FakePool.Watch pools = new FakePool.Watch(traffic.pipeline);
  private final Connection connection = FakeJdbc.connection("jdbc:h2:tcp://db:9093/orders");

  SqlRecorderTest() {
    traffic.pipeline.connect(
        List.of(
            traffic.metrics,
            recorder,
            event -> {
              if (event instanceof SqlCall call) {
                calls.add(call);
              }
            }));
    pool.url = "jdbc:hsqldb:hsql://db/shop";
    pools.gets(pools.asks(pool), this, pool);
  }

  private void run(String sql) {
    Object begun = begin(sql);
    if (begun instanceof SqlCall call) {
      call.changes(2);
    }
    statements.ends(begun);
  }

  private Object begin(String sql) {
    return statements.begins(
        SqlDialect.H2,
        SqlCall.Kind.STATEMENT,
        FakeJdbc.statement(connection),
        statements.text(SqlDialect.H2, sql));
  }

  private Object beginInWrapper(String sql) {
    return statements.wrapperBegins(
        SqlCall.Kind.STATEMENT, FakeJdbc.statement(connection), sql, prepared);
  }

  private List<HistogramPointData> points() {
    for (MetricData metric : traffic.store.recorded()) {
      if (metric.getName().equals("db.client.operation.duration")) {
        return List.copyOf(metric.getHistogramData().getPoints());
      }
    }
    return List.of();
  }

  @Test
  void aStatementInsideAnotherIsNotCounted() {
    Object outer = begin("select a from t");
    Object inner = begin("select a from t");
    assertThat(inner).isNull();
    statements.ends(inner);
    statements.ends(outer);
    run("select b from t");
    traffic.pipeline.catchUp();
    assertThat(calls).hasSize(2);
    assertThat(points())
        .singleElement()
        .satisfies(p -> assertThat(p.getCount()).isEqualTo(2))
        .satisfies(
            p ->
                assertThat(p.getAttributes().asMap().toString())
                    .contains("h2database", "SELECT", "=t", "=orders", "=db", "=9093"));
  }

  @Test
  void failuresHaveTheSqlState() {
    statements.fails(begin("select a from t"), new SQLException("no", "42S02"));
    statements.fails(begin("select a from t"), new IllegalStateException("no"));
    assertThat(points()).hasSize(2);
    assertThat(points().toString()).contains("42S02", "java.lang.IllegalStateException");
  }

  @Test
  void tablesThatSomebodyInventsAreBounded() {
    for (int i = 0; i < 1_000; i++) {
      run("select a from t" + i);
    }
    assertThat(points()).hasSize(201);
  }

  @Test
  void everyToolHasItsStatementsAndItsRepeats() {
    McpCall call = Traffic.tool("search");
    Operation before = traffic.pipeline.current().enter(call);
    for (int i = 0; i < 5; i++) {
      run("update t set a = " + i);
    }
    Object begun = begin("select a from t");
    statements.returns(3);
    statements.returns(4);
    statements.ends(begun);
    traffic.pipeline.current().leave(before);
    run("select a from t");
    traffic.pipeline.catchUp();

    assertThat(calls.get(0).parent()).isSameAs(call);
    assertThat(calls.get(6).parent()).isNull();
    assertThat(recorder.tools().keySet()).containsExactly("search");
    SqlRecorder.ToolUse use = recorder.tools().get("search");
    assertThat(use.statements()).isEqualTo(6);
    assertThat(use.changedRows()).isEqualTo(10);
    assertThat(use.returnedRows()).isEqualTo(7);
    assertThat(use.repeatingCalls()).isEqualTo(1);
    assertThat(use.repeated()).isEqualTo("update t set a = ?");
  }

  @Test
  void statementsTellOfThePoolWhoseWrapperTheyPass() {
    Object wrapped = beginInWrapper("select a from t");
    run("select a from t");
    statements.wrapperEnds(wrapped);
    run("select a from t");
    wrapped = beginInWrapper("select a from t");
    statements.fails(begin("select a from t"), new SQLException("gone", "08006"));
    statements.wrapperFails(wrapped, new SQLException("gone", "08006"));
    pools.returns(this);
    wrapped = beginInWrapper("select a from t");
    run("select a from t");
    statements.wrapperEnds(wrapped);
    traffic.pipeline.catchUp();

    assertThat(calls)
        .extracting(c -> c.pool() == null ? null : c.pool().name())
        .containsExactly("orders", null, "orders", null);
    assertThat(pools.watched(pool).lastAnswerNanos()).isNotNull();
    assertThat(pools.watched(pool).failuresInARow()).isEqualTo(1);
  }

  /** Where nobody knows the wrappers, the thread tells. */
  @Test
  void withoutAWrapperThePoolIsThatOfTheThread() {
    run("select a from t");
    pools.returns(this);
    run("select a from t");
    traffic.pipeline.catchUp();
    assertThat(calls.get(0).pool().name()).isEqualTo("orders");
    assertThat(calls.get(1).pool()).isNull();
    assertThat(pools.watched(pool).lastAnswerNanos()).isNotNull();
  }

  @Test
  void whereNoProbeSeesTheDriverTheWrapperCounts() {
    statements.wrapperEnds(beginInWrapper("select 'secret' from t"));
    Object outer = beginInWrapper("select a from u");
    Object inner = beginInWrapper("select a from v");
    statements.wrapperFails(inner, new SQLException("no", "42S02"));
    statements.wrapperFails(outer, new SQLException("no", "42S02"));

    traffic.pipeline.catchUp();
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).text().query()).isEqualTo("select ? from t");
    assertThat(calls.get(0).database().toString()).isEqualTo("hsqldb shop at db:0");
    assertThat(calls.get(0).pool().name()).isEqualTo("orders");
    assertThat(calls.get(1).sqlState()).isEqualTo("42S02");
    assertThat(calls.get(1).text().collection()).isEqualTo("u");
    assertThat(pools.watched(pool).lastAnswerNanos()).isNotNull();
  }

  /** It is a part of the wait for the connection. */
  @Test
  void whatAPoolAsksToTryAConnectionIsNotCounted() {
    Object asked = pools.asks(new FakePool("other"));
    run("select 1");
    assertThat(beginInWrapper("select 1")).isNull();
    pools.fails(asked, new SQLException("no"));
    run("select a from t");
    traffic.pipeline.catchUp();
    assertThat(calls).hasSize(1);
  }

  @Test
  void whatIsAskedToSeeWhetherAConnectionWorksIsNotCounted() {
    Object checks = statements.checks();
    run("select 1");
    statements.checked(checks);
    run("select a from t");
    traffic.pipeline.catchUp();
    assertThat(calls).hasSize(1);
  }
}
