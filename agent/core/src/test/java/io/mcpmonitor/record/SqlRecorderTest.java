package io.mcpmonitor.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.McpCall;
import io.mcpmonitor.event.Operation;
import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.pipeline.FakePool;
import io.mcpmonitor.pipeline.SqlDialect;
import io.mcpmonitor.pipeline.Statements;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
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
  }

  private void run(String sql) {
    statements.ends(begin(sql), 2);
  }

  private Object begin(String sql) {
    return statements.begins(
        SqlDialect.H2, SqlCall.Kind.STATEMENT, statements.text(SqlDialect.H2, sql));
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
    statements.ends(inner, 1);
    statements.ends(outer, 1);
    run("select b from t");
    traffic.pipeline.catchUp();
    assertThat(calls).hasSize(2);
    assertThat(points())
        .singleElement()
        .satisfies(p -> assertThat(p.getCount()).isEqualTo(2))
        .satisfies(
            p ->
                assertThat(p.getAttributes().asMap().toString())
                    .contains("h2database", "SELECT", "=t"));
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
    run("select a from t");
    traffic.pipeline.current().leave(before);
    run("select a from t");
    traffic.pipeline.catchUp();

    assertThat(calls.get(0).parent()).isSameAs(call);
    assertThat(calls.get(6).parent()).isNull();
    assertThat(recorder.tools().keySet()).containsExactly("search");
    SqlRecorder.ToolUse use = recorder.tools().get("search");
    assertThat(use.statements()).isEqualTo(6);
    assertThat(use.rows()).isEqualTo(12);
    assertThat(use.repeatingCalls()).isEqualTo(1);
    assertThat(use.repeated()).isEqualTo("update t set a = ?");
  }

  @Test
  void statementsTellOfThePoolThatTheThreadHasAConnectionOf() {
    FakePool.Watch pools = new FakePool.Watch(traffic.pipeline);
    FakePool pool = new FakePool("orders");
    Object connection = new Object();
    Object asked = pools.asks(pool);
    pools.gets(asked, connection, pool);
    run("select a from t");
    statements.fails(begin("select a from t"), new SQLException("gone", "08006"));
    pools.returns(connection);
    run("select a from t");
    traffic.pipeline.catchUp();

    assertThat(calls.get(0).pool().name()).isEqualTo("orders");
    assertThat(calls.get(2).pool()).isNull();
    assertThat(pools.watched(pool).lastAnswerNanos()).isNotNull();
    assertThat(pools.watched(pool).failuresInARow()).isEqualTo(1);
  }
}
