package io.mcpmonitor.state;

/** A level that only changes when several looks in a row agree that it is better or worse. */
final class Steady {
  private final int looks;
  private Level level;
  private Level next;
  private int disagreeing;

  /**
   * @param looks how many must agree
   */
  Steady(Level first, int looks) {
    this.level = first;
    this.next = first;
    this.looks = looks;
  }

  Level level() {
    return level;
  }

  /** One more look. Of several levels that were seen, the nearest one counts. */
  void look(Level seen) {
    if (seen == level) {
      disagreeing = 0;
      return;
    }
    boolean worse = seen.compareTo(level) > 0;
    if (disagreeing == 0 || worse != next.compareTo(level) > 0) {
      next = seen;
      disagreeing = 1;
    } else {
      next = (seen.compareTo(next) < 0) == worse ? seen : next;
      disagreeing++;
    }
    if (disagreeing >= looks) {
      level = next;
      disagreeing = 0;
    }
  }
}
