package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.Scrape;
import io.mcpmonitor.harness.SdkVersion;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client in a JVM of its own, on several SDK versions. */
class ClientIT {
  private static final String METRIC = "mcp_client_operation_duration_seconds_count";

  static List<SdkVersion> versions() {
    return SdkVersion.all().stream()
        .filter(sdk -> sdk.stack() == SdkVersion.Stack.SERVLET)
        .filter(sdk -> Set.of("0.18.4", "2.1.0").contains(sdk.version()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void itsCallsNameTheServer(SdkVersion sdk) {
    try (AgentJvm server = Apps.docsServer(Jdks.require(17), "--http", "0").withoutAgent().start();
        AgentJvm client =
            AgentJvm.on(Jdks.require(17))
                .main(sdk.classPath(), "com.example.matrix.server.ClientMain")
                .args("http://" + server.serverUrl().getAuthority())
                .withAgent()
                .start()) {
      String port = Integer.toString(server.serverUrl().getPort());
      Telemetry telemetry = new Telemetry(client, Set.of());
      Scrape scrape =
          telemetry.scrapeUntil(s -> s.sum(METRIC, "mcp_method_name", "tools/list") == 1);

      for (String method : List.of("initialize", "ping", "tools/list")) {
        assertThat(
                scrape.sum(
                    METRIC,
                    "mcp_method_name",
                    method,
                    "server_address",
                    "127.0.0.1",
                    "server_port",
                    port))
            .as(method)
            .isEqualTo(1);
      }
      telemetry.noTroubleInTheAgent();
    }
  }
}
