package io.mcpmonitor.it;

import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdk;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JvmBuilder;
import io.mcpmonitor.harness.SdkDriver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that go without a word. The transports for HTTP+SSE forget their sessions and close
 * nothing; these servers never collect garbage, so that nothing else tells.
 */
@ExtendWith(MatrixTable.class)
class GoneClientsIT {
  private static final String[] NO_COLLECTOR = {
    "-XX:-UseSerialGC", "-XX:+UnlockExperimentalVMOptions", "-XX:+UseEpsilonGC", "-Xmx1g"
  };

  /**
   * Every version with {@code -Pmatrix}; else the oldest, and the newest of each stack. On one JDK:
   * what it depends on is a field of the SDK.
   */
  static List<Cell> cells() {
    Jdk jdk = Jdks.require(17);
    List<Cell> all =
        Cell.all().stream()
            .filter(cell -> cell.transport().equals("sse") && cell.jdk().equals(jdk))
            .toList();
    return Matrix.WHOLE
        ? all
        : all.stream().filter(cell -> cell.isNewest() || cell.equals(all.get(0))).toList();
  }

  static List<Family> solon() {
    return Families.solonOnSse();
  }

  /** A servlet notices at its second write to a connection that is closed, WebFlux at once. */
  @ParameterizedTest
  @MethodSource("cells")
  void aClientThatGoesBeforeItsAnswersComeIsNoticed(Cell cell) {
    // these transports lose an answer now and then, with or without an agent: see Cell.concurrent
    Unreliable.again(cell.toString(), true, false, () -> aClientGoes(cell));
  }

  private static boolean aClientGoes(Cell cell) {
    JvmBuilder jvm = cell.sdk().server(cell.jdk(), cell.transport(), cell.flavour());
    try (AgentJvm server = jvm.jvmArgs(NO_COLLECTOR).withAgent().start()) {
      goesBeforeItsAnswersCome(server, () -> cell.connect(server));
      cell.works("session end");
      return true;
    }
  }

  @ParameterizedTest
  @MethodSource("solon")
  void soItIsByTheCopyOfTheSdk(Family family) {
    family.again(() -> soItIs(family));
  }

  private static boolean soItIs(Family family) {
    JvmBuilder jvm = family.app().on(family.jdk(), family.transport());
    try (AgentJvm server = jvm.jvmArgs(NO_COLLECTOR).withAgent().start()) {
      goesBeforeItsAnswersCome(server, () -> family.connect(server));
      family.works("session end");
      return true;
    }
  }

  private static void goesBeforeItsAnswersCome(AgentJvm server, Supplier<SdkDriver> connect) {
    Telemetry telemetry = new Telemetry(server, Set.of("echo", "slow"));
    try (SdkDriver stays = connect.get().initialize()) {
      try (SdkDriver goes = connect.get().initialize()) {
        for (int ms : new int[] {1_500, 2_000, 2_500}) {
          goes.begin("slow", Map.of("ms", ms));
        }
        telemetry.scrapeUntil(s -> s.sum("mcp_requests_in_flight", "tool", "slow") == 3);
        telemetry.activeSessions(2);
      }
      theOtherIsClosed(telemetry, stays);
    }
  }

  private static void theOtherIsClosed(Telemetry telemetry, SdkDriver stays) {
    telemetry.closedSessions(1);
    stays.text("echo", Map.of("text", "still here"));
    telemetry.activeSessions(1);
    telemetry.closedSessions(1);
    telemetry.noTroubleInTheAgent();
  }

  static List<Family> springWithKeepAlive() {
    return Families.springWithKeepAlive();
  }

  /** With its keep-alive a server writes to clients that ask for nothing, and so notices them. */
  @ParameterizedTest
  @MethodSource("springWithKeepAlive")
  void aClientThatGoesIsNoticedByTheKeepAlive(Family family) {
    family.again(() -> isNoticed(family));
  }

  private static boolean isNoticed(Family family) {
    JvmBuilder jvm = family.app().on(family.jdk(), family.transport());
    try (AgentJvm server = jvm.jvmArgs(NO_COLLECTOR).withAgent().start();
        SdkDriver stays = family.connect(server)) {
      Telemetry telemetry = new Telemetry(server, Set.of("echo"));
      stays.initialize();
      try (SdkDriver goes = family.connect(server)) {
        goes.initialize();
        telemetry.activeSessions(2);
      }
      theOtherIsClosed(telemetry, stays);
      family.works("session end");
      return true;
    }
  }
}
