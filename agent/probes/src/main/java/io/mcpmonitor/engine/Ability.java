package io.mcpmonitor.engine;

/** What a probe can do by some of its hooks, in words for people. */
public enum Ability {
  /** Every request is seen, and how it ends. */
  COUNTING("counting works", "counting works in part", "calls are not counted"),
  /** What a handler does belongs to its call: statements, files, other requests. */
  BODIES("tool bodies traced", "tool bodies traced in part", "tool bodies not traced"),
  /** Tools are known before they are listed or used. */
  REGISTRATION(
      "tools seen when registered", "tools seen when registered in part", "tools seen when listed");

  private final String whole;
  private final String part;
  private final String none;

  Ability(String whole, String part, String none) {
    this.whole = whole;
    this.part = part;
    this.none = none;
  }

  String whole() {
    return whole;
  }

  String part() {
    return part;
  }

  String none() {
    return none;
  }
}
