package io.mcpmonitor.pipeline;

/** What is looked at again and again, because nobody tells when it changes. */
public interface Look {
  /** Looks, on a thread of the agent, and tells the pipeline what it has found. */
  void look();
}
