package io.mcpmonitor.record;

import io.mcpmonitor.event.SqlCall;
import io.mcpmonitor.event.SqlText;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/** The span of what was asked of a database, by the conventions for database clients. */
final class SqlSpan implements SpanShape {
  static final AttributeKey<String> QUERY_TEXT = AttributeKey.stringKey("db.query.text");
  static final AttributeKey<String> QUERY_SUMMARY = AttributeKey.stringKey("db.query.summary");
  static final AttributeKey<Long> BATCH_SIZE = AttributeKey.longKey("db.operation.batch.size");
  static final AttributeKey<Long> AFFECTED_ROWS =
      AttributeKey.longKey("mcp.monitor.db.affected_rows");
  static final AttributeKey<Long> RETURNED_ROWS = AttributeKey.longKey("db.response.returned_rows");
  static final AttributeKey<String> POOL = AttributeKey.stringKey("db.client.connection.pool.name");

  private final SqlCall call;

  SqlSpan(SqlCall call) {
    this.call = call;
  }

  @Override
  public String name() {
    SqlText text = call.text();
    if (text != null && !text.summary().isEmpty()) {
      return call.kind() == SqlCall.Kind.BATCH ? "BATCH " + text.summary() : text.summary();
    }
    String operation = operation();
    return operation.isEmpty() ? call.database().system() : operation;
  }

  @Override
  public SpanKind kind() {
    return SpanKind.CLIENT;
  }

  @Override
  public @Nullable String errorType() {
    return call.sqlState() != null ? call.sqlState() : call.errorType();
  }

  @Override
  public void attributes(AttributesBuilder attributes) {
    SqlRecorder.putDatabase(attributes, call.database());
    if (!operation().isEmpty()) {
      attributes.put(SqlRecorder.OPERATION, operation());
    }
    SqlText text = call.text();
    if (text != null) {
      McpAttributes.putIfKnown(attributes, SqlRecorder.COLLECTION, text.collection());
      attributes.put(QUERY_TEXT, text.query());
      if (!text.summary().isEmpty()) {
        attributes.put(QUERY_SUMMARY, name());
      }
    }
    if (call.batchSize() > 1) {
      attributes.put(BATCH_SIZE, (long) call.batchSize());
    }
    if (call.changedRows() >= 0) {
      attributes.put(AFFECTED_ROWS, call.changedRows());
    }
    if (call.returnedRows() >= 0) {
      attributes.put(RETURNED_ROWS, call.returnedRows());
    }
    if (call.pool() != null) {
      attributes.put(POOL, call.pool().name());
    }
    McpAttributes.putIfKnown(attributes, SqlRecorder.STATUS, call.sqlState());
  }

  private String operation() {
    String operation = call.operation();
    return SqlRecorder.nameOf(call.kind(), operation == null ? "" : operation);
  }
}
