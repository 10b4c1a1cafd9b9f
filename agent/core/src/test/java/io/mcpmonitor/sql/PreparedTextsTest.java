package io.mcpmonitor.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PreparedTextsTest {
  private static final int STATEMENTS = 40_000; // many times the places there are

  @Test
  void theLastStatementsAreKnown() {
    PreparedTexts texts = new PreparedTexts();
    SqlText text = new SqlText("select ?", "SELECT", null, "SELECT");
    Object statement = new Object();
    assertThat(texts.of(statement)).isNull();
    texts.put(statement, text);
    assertThat(texts.of(statement)).isSameAs(text);
    assertThat(texts.of(new Object())).isNull();
  }

  /** Whoever takes a place from whom: no statement ever gets the text of another one. */
  @Test
  void noStatementGetsTheTextOfAnother() {
    PreparedTexts texts = new PreparedTexts();
    AtomicInteger wrong = new AtomicInteger();
    AtomicInteger right = new AtomicInteger();
    List<CompletableFuture<Void>> threads = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      SqlText own = new SqlText("select a" + thread, "SELECT", null, "SELECT");
      threads.add(
          CompletableFuture.runAsync(
              () -> {
                Object[] statements = new Object[STATEMENTS];
                for (int i = 0; i < STATEMENTS; i++) {
                  statements[i] = new Object();
                  texts.put(statements[i], own);
                  SqlText found = texts.of(statements[Math.max(0, i - i % 64)]);
                  if (own.equals(found)) {
                    right.incrementAndGet();
                  } else if (found != null) {
                    wrong.incrementAndGet();
                  }
                }
              }));
    }
    threads.forEach(CompletableFuture::join);
    assertThat(wrong).hasValue(0);
    assertThat(right.get()).isGreaterThan(STATEMENTS);
  }
}
