package io.mcpmonitor.probe;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.probe.executors.ExecutorsProbe;
import io.mcpmonitor.probe.files.FilesProbe;
import io.mcpmonitor.probe.http.HttpProbes;
import io.mcpmonitor.probe.kotlin.CoroutinesProbe;
import io.mcpmonitor.probe.kotlin.KotlinInjectProbe;
import io.mcpmonitor.probe.kotlin.KotlinProbe;
import io.mcpmonitor.probe.lucene.LuceneProbe;
import io.mcpmonitor.probe.mcp.helidon.HelidonProbe;
import io.mcpmonitor.probe.mcp.javasdk.JavaSdkInjectProbe;
import io.mcpmonitor.probe.mcp.javasdk.JavaSdkProbe;
import io.mcpmonitor.probe.mcp.langchain4j.LangChainProbe;
import io.mcpmonitor.probe.mcp.quarkus.QuarkusInjectProbe;
import io.mcpmonitor.probe.mcp.quarkus.QuarkusProbe;
import io.mcpmonitor.probe.mcp.wire.httpserver.HttpServerProbe;
import io.mcpmonitor.probe.mcp.wire.jakarta.JakartaProbe;
import io.mcpmonitor.probe.mcp.wire.javax.JavaxProbe;
import io.mcpmonitor.probe.mcp.wire.netty.NettyProbe;
import io.mcpmonitor.probe.mcp.wire.stdio.StdioProbe;
import io.mcpmonitor.probe.mcp.wire.undertow.UndertowProbe;
import io.mcpmonitor.probe.named.NamedProbe;
import io.mcpmonitor.probe.pool.agroal.AgroalProbe;
import io.mcpmonitor.probe.pool.c3p0.C3p0Probe;
import io.mcpmonitor.probe.pool.dbcp2.Dbcp2Probe;
import io.mcpmonitor.probe.pool.druid.DruidProbe;
import io.mcpmonitor.probe.pool.hikari.HikariProbe;
import io.mcpmonitor.probe.pool.r2dbc.R2dbcProbe;
import io.mcpmonitor.probe.pool.tomcat.TomcatProbe;
import io.mcpmonitor.probe.pool.ucp.UcpProbe;
import io.mcpmonitor.probe.pool.vibur.ViburProbe;
import io.mcpmonitor.probe.slf4j.Slf4jProbe;
import io.mcpmonitor.probe.sql.SqlProbes;
import io.mcpmonitor.probe.sql.WrapperProbe;
import io.mcpmonitor.probe.watch.WatchProbes;
import io.mcpmonitor.scan.NamedMethods;
import java.util.ArrayList;
import java.util.List;

/** Every probe of the agent. */
public final class Probes {
  /** In the order in which they are shown. */
  public static final List<Probe> ALL =
      List.of(
          JavaSdkProbe.probe(),
          QuarkusProbe.probe(),
          JavaSdkInjectProbe.probe(),
          QuarkusInjectProbe.probe(),
          KotlinProbe.probe(),
          KotlinInjectProbe.probe(),
          HelidonProbe.probe(),
          LangChainProbe.probe(),
          StdioProbe.probe(),
          JakartaProbe.probe(),
          JavaxProbe.probe(),
          HttpServerProbe.probe(),
          UndertowProbe.probe(),
          NettyProbe.probe(),
          ExecutorsProbe.probe(),
          CoroutinesProbe.probe(),
          HttpProbes.servlet(),
          HttpProbes.jdkClient(),
          HttpProbes.urlConnection(),
          HttpProbes.okHttp(),
          HttpProbes.apache(),
          Slf4jProbe.probe(),
          FilesProbe.folders(),
          FilesProbe.work(),
          NamedProbe.probe(NamedMethods.NONE),
          LuceneProbe.probe(),
          WatchProbes.jdk(),
          WatchProbes.commonsIo(),
          WatchProbes.devtools(),
          HikariProbe.probe(),
          TomcatProbe.probe(),
          Dbcp2Probe.probe(),
          C3p0Probe.probe(),
          AgroalProbe.probe(),
          ViburProbe.probe(),
          DruidProbe.probe(),
          UcpProbe.probe(),
          R2dbcProbe.probe(),
          SqlProbes.postgresql(),
          SqlProbes.mysql(),
          SqlProbes.mariadb(),
          SqlProbes.h2(),
          SqlProbes.sqlite(),
          SqlProbes.oracle(),
          SqlProbes.sqlServer(),
          WrapperProbe.probe());

  private Probes() {}

  /** Every probe, of which one watches the methods that the user names. */
  public static List<Probe> with(NamedMethods named) {
    List<Probe> all = new ArrayList<>(ALL);
    Probe probe = NamedProbe.probe(named);
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).id().equals(probe.id())) {
        all.set(i, probe);
      }
    }
    return all;
  }
}
