package io.mcpmonitor.event;

import org.jspecify.annotations.Nullable;

/**
 * A database, as far as it is known without asking it. Compared by identity: there is one for each,
 * until there are too many.
 */
public final class DatabaseRef {
  private final String system;
  private final @Nullable String namespace;
  private final @Nullable String address;
  private final int port;

  /**
   * @param system by the conventions for {@code db.system.name}
   * @param namespace by the conventions for {@code db.namespace}; null when unknown
   * @param address name of its host; null when unknown, or where it is in this process
   * @param port 0 for the usual one of the system, and when unknown
   */
  public DatabaseRef(
      String system, @Nullable String namespace, @Nullable String address, int port) {
    this.system = system;
    this.namespace = namespace;
    this.address = address;
    this.port = port;
  }

  public String system() {
    return system;
  }

  public @Nullable String namespace() {
    return namespace;
  }

  public @Nullable String address() {
    return address;
  }

  public int port() {
    return port;
  }

  @Override
  public String toString() {
    return system + " " + namespace + " at " + address + ":" + port;
  }
}
