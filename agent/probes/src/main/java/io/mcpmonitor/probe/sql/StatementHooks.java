package io.mcpmonitor.probe.sql;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Hook;
import java.util.ArrayList;
import java.util.List;

/**
 * Hooks on the methods of JDBC, of which each class declares others itself: all of them may be
 * missing.
 */
final class StatementHooks {
  private static final String[] NAMES = {
    "executeQuery", "execute", "executeUpdate", "executeLargeUpdate"
  };
  private static final String[] EXITS = {"queried", "executed", "updated", "updatedMany"};

  private final List<Hook> made;
  private final String advice;

  StatementHooks(String advice) {
    this(advice, new ArrayList<>());
  }

  private StatementHooks(String advice, List<Hook> made) {
    this.advice = advice;
    this.made = made;
  }

  /** Adds hooks with another advice class to these. */
  StatementHooks with(String otherAdvice) {
    return new StatementHooks(otherAdvice, made);
  }

  List<Hook> made() {
    return List.copyOf(made);
  }

  /** Methods that get the text. */
  void statements(String className) {
    for (int i = 0; i < NAMES.length; i++) {
      Hook hook = on(className, NAMES[i]).parameters(1, 2).firstType("String");
      add(hook, "statement", EXITS[i]);
    }
    add(on(className, "executeBatch").parameters(0), "batch", "batched");
    add(on(className, "executeLargeBatch").parameters(0), "batch", "batchedMany");
  }

  /** Methods without a text, which was seen when the statement was prepared. */
  void prepared(String className) {
    for (int i = 0; i < NAMES.length; i++) {
      add(on(className, NAMES[i]).parameters(0), "prepared", EXITS[i]);
    }
    add(on(className, "executeBatch").parameters(0), "batch", "batched");
    add(on(className, "executeLargeBatch").parameters(0), "batch", "batchedMany");
  }

  /** Methods without a text, which a field has. */
  void prepared(String className, String field) {
    for (int i = 0; i < NAMES.length; i++) {
      add(on(className, NAMES[i]).parameters(0).fields(field), "preparedWith", EXITS[i]);
    }
    Hook batch = on(className, "executeBatch").parameters(0).fields(field);
    add(batch, "preparedBatchWith", "batched");
    add(batch.method("executeLargeBatch"), "preparedBatchWith", "batchedMany");
  }

  void transactions(String className) {
    add(on(className, "commit").parameters(0), "commit", "done");
    add(on(className, "rollback").parameters(0, 1), "rollback", "done");
  }

  /** What a driver asks to see whether a connection works is nobody's statement. */
  void checks(String className) {
    Hook hook = on(className, "isValid").parameters(1).ifPresent().with(advice);
    made.add(hook.enter("checks").exit("checked").thrown("notChecked"));
  }

  /** Where the text is seen only when the statement is made. */
  void preparing(String className) {
    preparing(className, "prepareStatement");
    preparingCalls(className);
  }

  void preparingCalls(String className) {
    preparing(className, "prepareCall");
  }

  private void preparing(String className, String method) {
    Hook hook = on(className, method).parameters(1, 4).firstType("String");
    made.add(hook.ifPresent().with(advice).exit("remember"));
  }

  /** Any other. */
  void add(Hook hook) {
    made.add(hook.ifPresent().with(advice));
  }

  private void add(Hook hook, String enter, String exit) {
    made.add(hook.ifPresent().with(advice).enter(enter).exit(exit).thrown("fails"));
  }
}
