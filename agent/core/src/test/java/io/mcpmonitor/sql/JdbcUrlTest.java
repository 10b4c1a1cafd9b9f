package io.mcpmonitor.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.DatabaseRef;
import io.mcpmonitor.support.Drops;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      quoteCharacter = '~',
      value = {
        "jdbc:postgresql://db.local:5433/orders?user=a&password=b | postgresql | orders | db.local | 5433",
        "jdbc:postgresql://db.local/orders | postgresql | orders | db.local | 0",
        "jdbc:postgresql://[::1]:5432/orders | postgresql | orders | ::1 | 0",
        "jdbc:postgresql://a:1,b:2/orders | postgresql | orders | - | 0",
        "jdbc:postgresql:orders | postgresql | orders | - | 0",
        "jdbc:pgsql://db/orders | postgresql | orders | db | 0",
        "jdbc:mysql://ada:secret@db:3307/shop?x=y | mysql | shop | db | 3307",
        "jdbc:mysql:replication://a,b/shop | mysql | shop | - | 0",
        "jdbc:mysql://address=(host=a)(port=1)/shop | mysql | shop | - | 0",
        "jdbc:mariadb://db/shop | mariadb | shop | db | 0",
        "jdbc:h2:mem:orders;DB_CLOSE_DELAY=-1;PASSWORD=secret | h2database | orders | - | 0",
        "jdbc:h2:~/data/orders | h2database | orders | - | 0",
        "jdbc:h2:C:\\\\secret\\\\orders | h2database | orders | - | 0",
        "jdbc:h2:tcp://db:9093/~/data/orders;A=B | h2database | orders | db | 9093",
        "jdbc:sqlite:/home/ada/orders.db?cache=shared | sqlite | orders.db | - | 0",
        "jdbc:sqlite::memory: | sqlite | - | - | 0",
        "jdbc:oracle:thin:@//db:1522/orders | oracle.db | orders | db | 1522",
        "jdbc:oracle:thin:@tcps://db/orders?x=y | oracle.db | orders | db | 0",
        "jdbc:oracle:thin:ada/secret@db:1521:XE | oracle.db | XE | db | 0",
        "jdbc:oracle:thin:@orders_alias | oracle.db | - | - | 0",
        "jdbc:oracle:thin:@(description=(address=(protocol=tcp)(host=db)(port=1522))(connect_data=(service_name=orders))) | oracle.db | orders | db | 1522",
        "jdbc:sqlserver://db\\\\sales:1434;databaseName=orders;password=secret | microsoft.sql_server | sales+orders | db | 1434",
        "jdbc:sqlserver://db:1433;database=orders;user=a | microsoft.sql_server | orders | db | 0",
        "jdbc:jtds:sqlserver://db:1433/orders;instance=x | microsoft.sql_server | orders | db | 0",
        "jdbc:hsqldb:mem:orders | hsqldb | orders | - | 0",
        "jdbc:hsqldb:hsql://db:9002/orders;x=y | hsqldb | orders | db | 9002",
        "jdbc:derby:memory:orders;create=true | derby | orders | - | 0",
        "jdbc:derby://db:1527/orders;user=a | derby | orders | db | 0",
        "jdbc:db2://db:50001/ORDERS:user=a;password=secret; | ibm.db2 | ORDERS | db | 50001",
        "jdbc:informix-sqli://db:9088/orders:INFORMIXSERVER=x | ibm.informix | orders | db | 9088",
        "jdbc:firebirdsql://db:3051//data/orders.fdb | firebirdsql | orders.fdb | db | 3051",
        "jdbc:trino://db:443/hive/web | trino | hive+web | db | 443",
        "jdbc:sap://db:30015/?databaseName=orders&password=secret | sap.hana | orders | db | 30015",
        "jdbc:p6spy:mysql://db/shop | mysql | shop | db | 0",
        "jdbc:acme://db:77/orders | other_sql | orders | db | 77",
        "nonsense | other_sql | - | - | 0",
      })
  void isRead(String url, String system, String namespace, String address, int port) {
    DatabaseRef read = JdbcUrl.read(url.replace("\\\\", "\\"), null);
    assertThat(read.system()).isEqualTo(system);
    assertThat(read.namespace()).isEqualTo(namespace == null ? null : namespace.replace('+', '|'));
    assertThat(read.address()).isEqualTo(address);
    assertThat(read.port()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:mysql://ada:SE/CRET@db/shop",
        "jdbc:mysql://ada:SE@CRET@db/shop",
        "jdbc:mysql://ada:SE?CRET@db/shop",
        "jdbc:postgresql:?password=SECRET",
        "jdbc:postgresql:orders?password=SECRET://x",
        "jdbc:oracle:thin:ada/SECRET@//db/orders",
        "jdbc:oracle:thin:ada/SE@CRET@db:1521:XE",
        "jdbc:sqlserver://;servername=db;password=SECRET",
        "jdbc:sqlserver://db;password={SECRET;databaseName=CRET}",
        "jdbc:acme:user=ada;password=SECRET",
        "jdbc:acme:password=SECRET",
        "SECRET",
        "jdbc:h2:/home/SECRET/orders",
      })
  void noSecretIsTaken(String url) {
    assertThat(JdbcUrl.read(url, null).toString()).doesNotContain("SE", "CRET");
  }

  @Test
  void theDriverKnowsBetterWhatItSpeaksTo() {
    DatabaseRef read = JdbcUrl.read("jdbc:mysql://db/shop", "mariadb");
    assertThat(read.system()).isEqualTo("mariadb");
  }

  @Test
  void thereIsOneForEachDatabaseAndOnlySoMany() {
    Drops drops = new Drops();
    DatabaseTable table = new DatabaseTable(drops);
    DatabaseRef one = table.of("jdbc:mysql://db/shop?a=b");
    assertThat(table.of("jdbc:mysql://db/shop?a=c")).isSameAs(one);
    assertThat(table.of((String) null).system()).isEqualTo("other_sql");
    for (int i = 0; i < 200; i++) {
      assertThat(table.of("jdbc:mysql://db/shop" + i).system()).isEqualTo("mysql");
    }
    assertThat(table.of("jdbc:mysql://db/shop199").namespace()).isNull();
    assertThat(table.of("jdbc:mysql://db/shop198")).isSameAs(table.of("jdbc:mysql://db/shop199"));
    assertThat(drops.countOf(Drops.Reason.SERIES_TABLE_FULL)).isGreaterThan(50);
  }
}
