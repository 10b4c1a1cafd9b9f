package io.mcpmonitor.benchmarks.hook;

/** The same method three times: one stays as it is, the others are woven. */
final class Targets {
  private Targets() {}

  static final class Plain {
    private int state;

    int handle(int request) {
      state = state * 31 + request;
      return state;
    }
  }

  static final class WithEmptyAdvice {
    private int state;

    int handle(int request) {
      state = state * 31 + request;
      return state;
    }
  }

  static final class WithRecordingAdvice {
    private int state;

    int handle(int request) {
      state = state * 31 + request;
      return state;
    }
  }
}
