package com.example.solon;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.noear.solon.Solon;
import org.noear.solon.ai.mcp.McpChannel;

/**
 * {@code --transport sse | streamable | stateless}. Not stdio: Solon makes one server for each tool
 * that it finds and one more for all, and on stdin they take each other's messages.
 */
public final class SolonServer {
  private SolonServer() {}

  public static void main(String[] args) {
    String transport = args[1];
    int port = freePort();
    Map<String, String> settings =
        Map.of(
            "server.host", "127.0.0.1",
            "server.port", String.valueOf(port),
            "sample.channel",
                transport.equals("stateless") ? McpChannel.STREAMABLE_STATELESS : transport,
            "sample.endpoint", transport.equals("sse") ? "/sse" : "/mcp");
    settings.forEach(System::setProperty);
    Solon.start(SolonServer.class, new String[0]);
    System.err.println("listening on http://127.0.0.1:" + port);
  }

  /** Solon does not say which port it got. Below those that systems hand out nobody takes it. */
  private static int freePort() {
    for (int next = (int) (ProcessHandle.current().pid() % 20_000) * 97; ; next++) {
      int port = 10_000 + next % 20_000;
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // somebody has it: the next one
      }
    }
  }
}
