package com.example.demo;

import com.google.gson.GsonBuilder;
import io.mcpmonitor.harness.AgentJar;
import io.mcpmonitor.harness.AgentJvm;
import io.mcpmonitor.harness.Jdks;
import io.mcpmonitor.harness.JsonHttp;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Starts the documentation server under the agent, uses it, and shows what the agent tells. */
public final class Demo {
  private static final String USAGE =
      "usage: demo [--seconds N] [--agent-port N]   (without --seconds: until Ctrl-C)";
  private static final Duration BUSY = Duration.ofSeconds(10);

  private Demo() {}

  public static void main(String[] args) throws Exception {
    Options options;
    Path server;
    try {
      options = Options.parse(args);
      server =
          AgentJar.projectRoot()
              .resolve("test-apps")
              .resolve("docs-server")
              .resolve("target")
              .resolve("docs-server.jar");
      if (!Files.isRegularFile(server)) {
        throw new IllegalStateException(
            "the sample server is not built: no " + server + " (mvn -q -DskipTests package)");
      }
      AgentJar.path();
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + USAGE);
      System.exit(2);
      return;
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      System.exit(1);
      return;
    }
    System.exit(run(options, server));
  }

  /**
   * The command line.
   *
   * @param seconds how long to call; negative = for ever
   */
  private record Options(long seconds, String agentPort) {
    static Options parse(String[] args) {
      long seconds = -1;
      String agentPort = "9464";
      for (int i = 0; i < args.length; i += 2) {
        if (i + 1 == args.length) {
          throw new IllegalArgumentException(args[i] + " needs a value");
        }
        switch (args[i]) {
          case "--seconds" -> seconds = number(args[i + 1]);
          case "--agent-port" -> agentPort = "" + number(args[i + 1]);
          default -> throw new IllegalArgumentException("unknown option " + args[i]);
        }
      }
      return new Options(seconds, agentPort);
    }

    private static long number(String text) {
      if (!text.matches("\\d{1,6}")) {
        throw new IllegalArgumentException("not a number: " + text);
      }
      return Long.parseLong(text);
    }
  }

  private static int run(Options options, Path serverJar) throws InterruptedException {
    AgentJvm server =
        AgentJvm.on(Jdks.current())
            .jar(serverJar)
            .args("--http", "0")
            .withAgent("http.port=" + options.agentPort())
            .start();
    // Ctrl-C ends this process: the server must not stay behind.
    Runtime.getRuntime().addShutdownHook(new Thread(server::kill, "end of the demo"));
    try (server) {
      URI mcp = server.serverUrl();
      URI agent = server.agentUrl("/");
      System.out.println("MCP server    " + mcp + "  (pid " + server.pid() + ")");
      System.out.println("its health    " + agent.resolve("/health"));
      System.out.println("its metrics   " + agent.resolve("/metrics"));
      System.out.println("live calls    " + agent.resolve("/calls"));
      System.out.println("hooks         " + agent.resolve("/probes"));
      System.out.println();
      long end = System.nanoTime() + Duration.ofSeconds(options.seconds()).toNanos();
      long busyUntil = System.nanoTime() + BUSY.toNanos();
      if (options.seconds() >= 0) {
        busyUntil = Math.min(busyUntil, end);
      }
      try (Visitors visitors = new Visitors(mcp)) {
        System.out.println("Calling all tools for " + BUSY.toSeconds() + " seconds …");
        visitors.hurry(busyUntil);
        System.out.println(health(agent));
        if (options.seconds() < 0) {
          System.out.println("The client goes on calling gently. Ctrl-C ends the demo.");
        }
        while (server.isAlive() && (options.seconds() < 0 || System.nanoTime() < end)) {
          visitors.stroll();
        }
      }
      if (!server.isAlive()) {
        System.err.println("the server has ended: " + server.story());
        return 1;
      }
      return 0;
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private static String health(URI agent) {
    JsonHttp.Reply reply = JsonHttp.get(agent.resolve("/health"));
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(reply.json());
    return "GET /health → " + reply.status() + "\n" + json + "\n";
  }
}
