package io.mcpmonitor.record;

import io.mcpmonitor.event.McpEvent.NamesRegistered;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.support.Drops;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which names may become label values: those that a server registered. Everything a caller
 * invents is {@link #OTHER}.
 */
public final class LabelGuard {
  /** The label value of every name that nobody registered. */
  public static final String OTHER = "_other";

  private static final int MAX_NAMES = 2_000;
  private static final int MAX_LENGTH = 256;

  private final Map<TargetKind, Map<String, Name>> names = new EnumMap<>(TargetKind.class);
  private final Map<TargetKind, Name> others = new EnumMap<>(TargetKind.class);
  private final Drops drops;
  private int size;

  public LabelGuard(Drops drops) {
    this.drops = drops;
    for (TargetKind kind : TargetKind.values()) {
      names.put(kind, new ConcurrentHashMap<>());
      others.put(kind, new Name(OTHER, null));
    }
  }

  /** What to call a tool or prompt that a caller named. */
  public String label(TargetKind kind, String name) {
    return name(kind, name).text();
  }

  /** The server that registered this tool; null when unknown. */
  public @Nullable String serverOf(String tool) {
    return name(TargetKind.TOOL, tool).server();
  }

  /** When this tool was last used, on the clock of {@link System#nanoTime()}; null when never. */
  public @Nullable Long lastUsedNanos(String tool) {
    return name(TargetKind.TOOL, tool).lastUsedNanos();
  }

  synchronized void register(NamesRegistered event) {
    Map<String, Name> registered = Objects.requireNonNull(names.get(event.kind()));
    for (String name : event.names()) {
      if (registered.containsKey(name)) {
        continue;
      }
      if (size >= MAX_NAMES || name.length() > MAX_LENGTH) {
        drops.count(Drops.Reason.NAME_TABLE_FULL);
        continue;
      }
      registered.put(name, new Name(name, event.server()));
      size++;
    }
  }

  Name name(TargetKind kind, String name) {
    Name registered = Objects.requireNonNull(names.get(kind)).get(name);
    return registered != null ? registered : Objects.requireNonNull(others.get(kind));
  }

  /** Every registered tool. */
  Collection<Name> tools() {
    return Collections.unmodifiableCollection(
        Objects.requireNonNull(names.get(TargetKind.TOOL)).values());
  }

  /** A name that may become a label value. */
  static final class Name {
    private static final long NEVER = Long.MIN_VALUE;

    private final String text;
    private final @Nullable String server;
    private volatile long lastUsed = NEVER;

    private Name(String text, @Nullable String server) {
      this.text = text;
      this.server = server;
    }

    String text() {
      return text;
    }

    @Nullable String server() {
      return server;
    }

    void used(long nanos) {
      lastUsed = nanos;
    }

    @Nullable Long lastUsedNanos() {
      long nanos = lastUsed;
      return nanos == NEVER ? null : nanos;
    }
  }
}
