package io.mcpmonitor.inject;

/** Where answers come from once something is recorded. */
@FunctionalInterface
public interface Answers {
  /**
   * Called on threads of the application: takes about a millisecond and waits for nothing that may
   * take long.
   */
  Answer to(Feature feature);
}
