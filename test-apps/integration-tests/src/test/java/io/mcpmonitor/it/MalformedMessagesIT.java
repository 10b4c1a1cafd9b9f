package io.mcpmonitor.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import io.mcpmonitor.harness.Scrape;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A client that does not speak MCP. */
class MalformedMessagesIT {
  private static final String METRIC = "mcp_messages_malformed_total";

  @Test
  void whatCannotBeReadIsCountedAndNoticed() throws Exception {
    try (AgentJvm server = Apps.docsServer(Jdks.require(17), "--http", "0").withAgent().start()) {
      URI mcp = server.serverUrl().resolve("/mcp");
      for (int i = 0; i < 7; i++) {
        assertThat(post(mcp, "{")).isEqualTo(400);
      }
      for (int i = 0; i < 4; i++) {
        assertThat(post(mcp, "{\"hello\":\"world\"}")).isEqualTo(400);
      }

      Telemetry telemetry = new Telemetry(server, Set.of());
      Scrape scrape = telemetry.scrapeUntil(s -> s.sum(METRIC) == 11);
      assertThat(scrape.sum(METRIC, "reason", "not_json")).isEqualTo(7);
      assertThat(scrape.sum(METRIC, "reason", "not_json_rpc")).isEqualTo(4);
      assertThat(scrape.sum("mcp_requests_total")).isZero();
      telemetry.noTroubleInTheAgent();
      JsonObject check =
          JsonHttp.get(server.agentUrl("/health"))
              .json()
              .getAsJsonObject("checks")
              .getAsJsonObject("mcp");
      assertThat(check.get("status").getAsString()).isEqualTo("warn");
      assertThat(check.get("message").getAsString()).startsWith("11 recent messages could not be");
    }
  }

  private static int post(URI uri, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
