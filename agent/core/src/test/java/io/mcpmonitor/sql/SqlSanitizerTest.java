package io.mcpmonitor.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.SqlText;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SqlSanitizerTest {
  private static SqlText of(SqlDialect dialect, String sql) {
    return new SqlSanitizer(sql, dialect).text();
  }

  private static String lines(String csv) {
    return csv.replace("\\n", "\n").replace("\\r", "\r");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "H2 | select 1 | select ?",
        "H2 | select 'it''s' from t where a = -12.5e+3 | select ? from t where a = -?",
        "H2 | select * from t where id in (1, 2, 3) | select * from t where id in (?)",
        "H2 | select * from t where id in ('a','b') | select * from t where id in (?)",
        "H2 | select a1, b_2 from t3 where x = ? | select a1, b_2 from t3 where x = ?",
        "H2 | select \"a 'b\" from t | select \"a 'b\" from t",
        "H2 | select 1 -- secret 'x' | select ?",
        "H2 | select /* secret */ a from t | select a from t",
        "H2 | select N'secret', X'0f', 0xFF from t | select ? from t",
        "MYSQL | select 'a\\\\', b from t | select ?, b from t",
        "MYSQL | select \"secret\" from `t 1` | select ? from `t 1`",
        "MYSQL | select 5--1 from t # secret | select ?--? from t",
        "H2 | select 1 // it's secret\\n from t | select ? from t",
        "H2 | select 1 -- it's secret\\r from t | select ? from t",
        "SQL_SERVER | select $15.50, $action from t | select ?, $action from t",
        "SQLITE | select 'a\\', $name from t | select ?, $name from t",
        "ORACLE | alter user ada identified by secret | alter user ada identified by …",
        "OTHER | select a -- it's secret\\n from t | select a from t",
        "OTHER | {? = call f({d '2026-01-01'})} | {? = call f({d ?})}",
        "OTHER | select a[1] from t | select a[?] from t",
        "MYSQL | select _utf8'secret' from t | select ? from t",
        "SQLITE | select \"secret\", [a b] from t | select ?, [a b] from t",
        "SQL_SERVER | select [a 'b] from [t] where x = @p1 | select [a 'b] from [t] where x = @p1",
        "POSTGRESQL | select $$secret$$, $1 from t | select ?, $1 from t",
        "POSTGRESQL | select $tag$ se$$cret $tag$ from t | select ? from t",
        "POSTGRESQL | select E'a\\'secret' from t | select ? from t",
        "POSTGRESQL | select a::int, b->>'secret' from t | select a::int, b->>? from t",
        "POSTGRESQL | select /* a /* b */ secret */ 1 | select ?",
        "ORACLE | select q'[it's secret]' from dual | select ? from dual",
        "ORACLE | select :name, nq'!secret!' from dual | select :name, ? from dual",
      })
  void literalsAndCommentsGo(SqlDialect dialect, String sql, String expected) {
    assertThat(of(dialect, lines(sql)).query()).isEqualTo(expected);
  }

  /** Where the end of a text depends on a setting, everything behind it goes. */
  @Test
  void whatIsNotClearIsLeftOut() {
    assertThat(of(SqlDialect.POSTGRESQL, "select 'a\\', 'secret' from t").query())
        .isEqualTo("select ? …");
    assertThat(of(SqlDialect.ORACLE, "select 'a\\' || secret() || 'b' from t").query())
        .isEqualTo("select ? …");
    assertThat(of(SqlDialect.MYSQL, "select /* /* */ 'a*/secret' from t").query())
        .isEqualTo("select …");
    assertThat(of(SqlDialect.H2, "select 'secret").query()).isEqualTo("select ? …");
    assertThat(of(SqlDialect.POSTGRESQL, "select $$secret").query()).isEqualTo("select ? …");
    assertThat(of(SqlDialect.MYSQL, "select 'a\\', 'secret' from t").query())
        .isEqualTo("select ? …");
    assertThat(of(SqlDialect.MYSQL, "select 1 -- a\r it's\n, 'secret'").query())
        .isEqualTo("select ? …");
  }

  /** What one database reads as a comment or a name, and another one as something else. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "select q'[it's secret]' | select ? …",
        "select 1 # it's\\n, 'secret' | select ? …",
        "select 1 // it's\\n, 'secret' | select ? …",
        "select 5--it's\\n, 'secret' | select ? …",
        "select [it's], 'secret' | select …",
        "select {it's}, 'secret' | select …",
        "select $$it's$$, 'secret' | select ? …",
        "select /* /* */ 'a*/secret' from t | select …",
      })
  void inAnUnknownDialectItIsLeftOut(String sql, String expected) {
    assertThat(of(SqlDialect.OTHER, lines(sql)).query()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "select * from orders where id = 1 | SELECT | orders | SELECT orders",
        "INSERT INTO shop.orders (a) values (1) | INSERT | shop.orders | INSERT shop.orders",
        "update orders set a = 1 | UPDATE | orders | UPDATE orders",
        "delete from orders | DELETE | orders | DELETE orders",
        "select * from a join b on a.x = b.x | SELECT | - | SELECT a b",
        "select * from a, b | SELECT | - | SELECT a b",
        "insert into a select * from b | INSERT | - | INSERT a SELECT b",
        "select * from a for update | SELECT | a | SELECT a",
        "insert into a values (1) on conflict do update set x = 2 | INSERT | a | INSERT a",
        "select extract(year from day) from a | SELECT | a | SELECT a",
        "select * from (select x from a) s | SELECT | a | SELECT SELECT a",
        "create table if not exists a (x int) | CREATE | a | CREATE a",
        "truncate table a | TRUNCATE | a | TRUNCATE a",
        "call refresh(1) | CALL | refresh | CALL refresh",
        "with x as (select * from a) select * from x | WITH | - | WITH SELECT a SELECT x",
        "{? = call f(1)} | CALL | f | CALL f",
        "nonsense | - | - | ''",
      })
  void verbAndTableAreFound(String sql, String operation, String collection, String summary) {
    SqlText text = of(SqlDialect.H2, sql);
    assertThat(text.operation()).isEqualTo(operation);
    assertThat(text.collection()).isEqualTo(collection);
    assertThat(text.summary()).isEqualTo(summary);
  }

  /**
   * Whatever a statement hides where its dialect lets it: read by that dialect, and as a statement
   * of a database that nobody knows.
   */
  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void noLiteralLeaves(SqlDialect dialect) {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder sql = new StringBuilder("select a from t where ");
      for (int part = 0; part < 4; part++) {
        sql.append(part == 0 ? "" : " and ").append("b = ").append(literal(dialect, random));
        sql.append(random.nextBoolean() ? between(dialect, random) : " ");
      }
      assertThat(of(dialect, sql.toString()).query()).as(sql.toString()).doesNotContain("SECRET");
      assertThat(of(SqlDialect.OTHER, sql.toString()).query())
          .as(sql.toString())
          .doesNotContain("SECRET");
    }
  }

  private static String noise(Random random) {
    String letters = "ab'\"`\\-*/#$[](){};,. \n";
    StringBuilder noise = new StringBuilder("SECRET");
    for (int c = random.nextInt(6); c > 0; c--) {
      noise.append(letters.charAt(random.nextInt(letters.length())));
    }
    return noise.append("SECRET").toString();
  }

  private static String literal(SqlDialect dialect, Random random) {
    String text = noise(random);
    boolean escapes = dialect == SqlDialect.MYSQL || dialect == SqlDialect.MARIADB;
    if (escapes) {
      text = text.replace("\\", random.nextBoolean() ? "\\\\" : "\\x");
    }
    return switch (random.nextInt(4)) {
      case 0 -> {
        boolean dollars = dialect == SqlDialect.POSTGRESQL || dialect == SqlDialect.H2;
        yield dollars ? "$$" + text.replace("$", "") + "$$" : single(text);
      }
      case 1 -> dialect == SqlDialect.ORACLE ? "q'!" + text + "!'" : single(text);
      case 2 -> escapes || dialect == SqlDialect.SQLITE ? doubled(text) : single(text);
      default -> single(text);
    };
  }

  private static String single(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  private static String doubled(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** A comment, or a name with whatever may stand in one. */
  private static String between(SqlDialect dialect, Random random) {
    String inner = noise(random).replace("SECRET", "x").replace("\n", "");
    return switch (random.nextInt(5)) {
      case 0 -> " -- " + inner + "\n";
      case 1 -> {
        boolean hash = dialect == SqlDialect.MYSQL || dialect == SqlDialect.MARIADB;
        yield hash ? " # " + inner + "\n" : " ";
      }
      case 2 -> dialect == SqlDialect.H2 ? " // " + inner + "\n" : " ";
      case 3 -> {
        boolean brackets = dialect == SqlDialect.SQL_SERVER || dialect == SqlDialect.SQLITE;
        yield brackets ? " = [" + inner.replace("]", "]]") + "] " : " ";
      }
      default -> "/*" + inner.replace("*", "").replace("/", "") + "*/";
    };
  }

  @Test
  void longStatementsAreCut() {
    StringBuilder sql = new StringBuilder("select ");
    for (int i = 0; i < 100_000; i++) {
      sql.append("column_").append(i).append(" || 'secret' , ");
    }
    SqlText text = of(SqlDialect.H2, sql.toString());
    assertThat(text.query().length()).isLessThan(2_100);
    assertThat(text.query()).endsWith(" …").doesNotContain("secret");
    assertThat(of(SqlDialect.H2, "(".repeat(100_000)).query()).hasSizeLessThan(2_100);
    assertThat(of(SqlDialect.H2, "select " + "x from y join ".repeat(5_000)).summary())
        .hasSizeLessThan(300);
  }

  @Test
  void aKnownStatementIsNotReadAgain() {
    SqlTexts texts = new SqlTexts();
    SqlText first = texts.of("select 1 from a", SqlDialect.H2);
    assertThat(texts.of(new String("select 1 from a"), SqlDialect.H2)).isSameAs(first);
    assertThat(texts.of("select 1 from a", SqlDialect.MYSQL)).isNotSameAs(first);
    for (int i = 0; i < 10_000; i++) {
      String sql = String.format(Locale.ROOT, "select a%d from t", i);
      assertThat(texts.of(sql, SqlDialect.H2).query()).isEqualTo(sql);
    }
  }
}
