package io.mcpmonitor.inject;

/** The application's own way to scan its files again. */
public interface Recovery {
  /** Nobody has named one. */
  Recovery NONE =
      new Recovery() {
        @Override
        public boolean canRescan() {
          return false;
        }

        @Override
        public Answer rescan() {
          return new Answer("no recovery method is named, see scan.recovery-method", true);
        }
      };

  /** Whether the user has named one. */
  boolean canRescan();

  /**
   * Starts it on a thread of the agent and returns at once.
   *
   * @return what came of it, in words; failed when it could not be started
   */
  Answer rescan();
}
