package io.mcpmonitor.mcp;

import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells the pipeline once of every tool and prompt that a server has. */
public final class RegisteredNames {
  private static final int MAX = 5_000;

  private final Pipeline pipeline;
  private final Drops drops;
  private final Set<String> tools = ConcurrentHashMap.newKeySet();
  private final Set<String> prompts = ConcurrentHashMap.newKeySet();

  public RegisteredNames(Pipeline pipeline, Drops drops) {
    this.pipeline = pipeline;
    this.drops = drops;
  }

  /** Costs one look-up when the name is known. */
  public void register(TargetKind kind, @Nullable String server, String name) {
    Set<String> known = known(kind);
    if (!known.contains(name) && add(known, name)) {
      pipeline.publish(new McpEvent.NamesRegistered(kind, server, List.of(name)));
    }
  }

  public void registerAll(TargetKind kind, @Nullable String server, List<String> names) {
    Set<String> known = known(kind);
    List<String> fresh = new ArrayList<>();
    for (String name : names) {
      if (add(known, name)) {
        fresh.add(name);
      }
    }
    if (!fresh.isEmpty()) {
      pipeline.publish(new McpEvent.NamesRegistered(kind, server, List.copyOf(fresh)));
    }
  }

  /** Registers the keys of a registry. */
  public void registerKeys(TargetKind kind, @Nullable String server, Map<?, ?> registry) {
    List<String> names = new ArrayList<>();
    for (Object key : registry.keySet()) {
      if (key instanceof String name) {
        names.add(name);
      }
    }
    registerAll(kind, server, names);
  }

  private boolean add(Set<String> known, String name) {
    if (known.size() < MAX) {
      return known.add(name);
    }
    if (!known.contains(name)) {
      drops.count(Drops.Reason.NAME_TABLE_FULL);
    }
    return false;
  }

  private Set<String> known(TargetKind kind) {
    return kind == TargetKind.TOOL ? tools : prompts;
  }
}
