package io.mcpmonitor.event;

/**
 * The identity of a connection pool. Compared by identity: two pools may share a name when there
 * are too many names.
 */
public final class PoolRef {
  private final String kind;
  private final String name;

  /**
   * @param kind the library, such as {@code hikari}
   * @param name unique in this process while names are few enough; may become a metric label
   */
  public PoolRef(String kind, String name) {
    this.kind = kind;
    this.name = name;
  }

  public String kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
