package io.mcpmonitor.engine;

/** A method with a body in an interface, to be woven. */
public interface DefaultCases {
  /** Repeats the text. */
  default String inDefault(int times, String text) {
    return text.repeat(times);
  }
}
