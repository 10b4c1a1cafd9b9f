package io.mcpmonitor.probe.sql;

import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.SqlCall.Kind;
import io.mcpmonitor.pipeline.Statements;
import io.mcpmonitor.sql.PreparedTexts;
import org.jspecify.annotations.Nullable;

/** What is executed in one application, by its drivers or by the wrappers of its pools. */
abstract class StatementScope {
  final Statements statements;
  final PreparedTexts preparedTexts = new PreparedTexts();

  StatementScope(Statements statements) {
    this.statements = statements;
  }

  /** Something begins that has this text, or none. */
  abstract @Nullable Object begins(Kind kind, Object used, @Nullable String sql);

  /**
   * A statement begins that was prepared.
   *
   * @param sql its text, where it tells; else it was seen when it was prepared
   */
  abstract @Nullable Object beginsPrepared(Kind kind, Object statement, @Nullable String sql);

  /** A statement was prepared. */
  abstract void prepared(Object connection, @Nullable Object statement, @Nullable String sql);

  /** Something ends that {@link #begins} or {@link #beginsPrepared} has begun. */
  abstract void ends(@Nullable Object begun);

  abstract void fails(@Nullable Object begun, Throwable thrown);

  final void endsWith(@Nullable Object begun, long changedRows) {
    if (begun instanceof SqlCall call) {
      call.changes(changedRows);
    }
    ends(begun);
  }

  final void batchEnds(@Nullable Object begun, int size, long changedRows) {
    if (begun instanceof SqlCall call) {
      call.batchSize(size);
    }
    endsWith(begun, changedRows);
  }
}
