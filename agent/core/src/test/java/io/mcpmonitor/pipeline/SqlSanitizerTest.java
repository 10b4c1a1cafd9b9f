package io.mcpmonitor.pipeline;

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
        "MYSQL | select 'a\\'secret' from t | select ? from t",
        "MYSQL | select \"secret\" from `t 1` | select ? from `t 1`",
        "MYSQL | select 5--1 from t # secret | select ?--? from t",
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
    assertThat(of(dialect, sql).query()).isEqualTo(expected);
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
    assertThat(of(SqlDialect.OTHER, "select q'[it's secret]'").query()).isEqualTo("select ? …");
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

  /** Whatever stands between the quotes of a text by the rules of the dialect. */
  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void noLiteralLeaves(SqlDialect dialect) {
    Random random = new Random(7);
    String noise = "ab'\"`\\-*/#$[]();,. \n";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder sql = new StringBuilder("select a from t where ");
      for (int part = 0; part < 4; part++) {
        StringBuilder literal = new StringBuilder("SECRET");
        for (int c = random.nextInt(6); c > 0; c--) {
          literal.append(noise.charAt(random.nextInt(noise.length())));
        }
        literal.append("SECRET");
        String escaped = literal.toString().replace("'", "''");
        if (dialect.escapes) {
          escaped = escaped.replace("\\", "\\\\");
        }
        sql.append(part == 0 ? "" : " and ").append("b = '").append(escaped).append('\'');
        sql.append(random.nextBoolean() ? "/*SECRET*/" : " ");
      }
      String query = of(dialect, sql.toString()).query();
      assertThat(query).as(sql.toString()).doesNotContain("SECRET");
    }
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
