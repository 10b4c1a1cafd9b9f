package io.mcpmonitor.harness;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports for those that cannot be given just any. */
public final class Ports {
  /** Below those that systems hand out: a server or connection that asks for any gets none. */
  private static final int FIRST = 10_000;

  private static final int COUNT = 20_000;
  private static final int BETWEEN_PROCESSES = 97;

  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() % COUNT) * BETWEEN_PROCESSES);

  private Ports() {}

  /** A port that is free, and that nobody takes by chance. */
  public static int free() {
    while (true) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
      try (ServerSocket socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException e) {
        // somebody has it: the next one
      }
    }
  }
}
