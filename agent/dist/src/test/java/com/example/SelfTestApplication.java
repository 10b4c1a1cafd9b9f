package com.example;

/** Waits until the agent's self-test has hooked its own class: that defines the linker. */
public final class SelfTestApplication {
  private SelfTestApplication() {}

  public static void main(String[] arguments) throws Exception {
    long end = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < end) {
      try {
        Class.forName("java.lang.McpMonitorLinker", false, null);
        System.out.println("hooks work");
        return;
      } catch (ClassNotFoundException notYet) {
        Thread.sleep(20);
      }
    }
    System.out.println("no hook was made");
  }
}
