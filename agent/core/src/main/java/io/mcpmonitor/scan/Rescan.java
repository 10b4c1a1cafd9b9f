package io.mcpmonitor.scan;

/**
 * Makes the application scan anew when somebody asks for it: calls its own method, which {@code
 * scan.recovery-method} names. {@code Scans.rescan()} has it; whoever offers the command calls
 * this.
 */
public interface Rescan {
  /** Stands for a process whose user has named no method. */
  Rescan NONE =
      new Rescan() {
        @Override
        public boolean isPossible() {
          return false;
        }

        @Override
        public Result now() {
          return new Result(
              Outcome.UNAVAILABLE,
              "scan.recovery-method names no method that could begin a scan anew");
        }
      };

  /** What became of it. */
  enum Outcome {
    /** The method runs; {@code /sync} tells how the scan gets on. */
    STARTED,
    /** The method has returned. */
    DONE,
    /** The method has thrown. */
    FAILED,
    /** A call of the method from before has not returned: it was not called again. */
    BUSY,
    /** No method is named, or there is nothing to call it on yet. */
    UNAVAILABLE
  }

  /**
   * What became of it, and that in one sentence for people.
   *
   * @param message never holds a value of the application but the text of an exception
   */
  record Result(Outcome outcome, String message) {}

  /** Whether a method is named, and the command is worth offering. */
  boolean isPossible();

  /**
   * Calls the method on a thread of its own, and waits for it a tenth of a second at most. Never
   * throws, and may be called from any thread.
   */
  Result now();
}
