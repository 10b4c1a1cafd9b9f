package io.mcpmonitor.pipeline;

/** What one probe tells people of itself. */
public interface ProbeNotes {
  /** Tells what the probe has found or done that is worth knowing, one line. */
  void note(String what);

  /**
   * Switches the probe off for good: there is nothing for it to do in this process, and its hooks
   * cost nothing any more.
   *
   * @param why for people
   */
  void notNeeded(String why);

  /** Counts a failure that happened outside of an advice method, for example in a callback. */
  void failed(Throwable failure);
}
