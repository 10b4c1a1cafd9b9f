package io.mcpmonitor.mcp.wire;

import io.mcpmonitor.pipeline.ProbeNotes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether calls are looked for on one kind of transport. It ends for good: when a library turns out
 * to serve it, whose own probe sees more, or when there is no MCP.
 */
public final class WireWatch {
  private final List<ProbeNotes> probes = new ArrayList<>(2);
  private volatile @Nullable String stopped;
  private volatile @Nullable String found;

  WireWatch() {}

  /** Adds a probe that hands bytes over. */
  public void add(ProbeNotes probe) {
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
      probe.notNeeded(why);
    } else if (what != null) {
      probe.note(what);
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
      List<ProbeNotes> told;
      synchronized (this) {
        found = what;
        told = List.copyOf(probes);
      }
      for (ProbeNotes probe : told) {
        probe.note(what);
      }
    }
  }

  void stop(String why) {
    List<ProbeNotes> told;
    synchronized (this) {
      if (stopped != null) {
        return;
      }
      stopped = why;
      told = List.copyOf(probes);
      probes.clear();
    }
    for (ProbeNotes probe : told) {
      probe.notNeeded(why);
    }
  }
}
