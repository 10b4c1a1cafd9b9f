package io.mcpmonitor.mcp.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether calls are looked for on one kind of transport. It ends for good: when a library turns out
 * to serve it, whose own probe sees more, or when there is no MCP.
 */
public final class WireWatch {
  /** A probe that hands bytes over. */
  public interface Probe {
    /** There is MCP. */
    void found(String what);

    /** Nobody wants the bytes any more. */
    void stop(String why);
  }

  private final List<Probe> probes = new ArrayList<>(2);
  private volatile @Nullable String stopped;
  private volatile @Nullable String found;

  WireWatch() {}

  /** Adds a probe that hands bytes over. */
  public void add(Probe probe) {
    String why;
    String what;
    synchronized (this) {
      why = stopped;
      what = found;
      if (why == null) {
        probes.add(probe);
      }
    }
    if (why != null) {
      probe.stop(why);
    } else if (what != null) {
      probe.found(what);
    }
  }

  /** Whether bytes are of interest. */
  public boolean isOn() {
    return stopped == null;
  }

  /** Whether there was a call that no library answered. */
  boolean hasFound() {
    return found != null;
  }

  void found(String what) {
    if (found == null) {
      List<Probe> told;
      synchronized (this) {
        found = what;
        told = List.copyOf(probes);
      }
      for (Probe probe : told) {
        probe.found(what);
      }
    }
  }

  void stop(String why) {
    List<Probe> told;
    synchronized (this) {
      if (stopped != null) {
        return;
      }
      stopped = why;
      told = List.copyOf(probes);
      probes.clear();
    }
    for (Probe probe : told) {
      probe.stop(why);
    }
  }
}
