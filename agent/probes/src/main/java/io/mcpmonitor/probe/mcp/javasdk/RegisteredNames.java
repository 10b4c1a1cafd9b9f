package io.mcpmonitor.probe.mcp.javasdk;

import io.mcpmonitor.event.McpEvent;
import io.mcpmonitor.event.TargetKind;
import io.mcpmonitor.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tells the pipeline once of every tool and prompt that a server has. */
final class RegisteredNames {
  private static final int MAX = 5_000;

  private final Pipeline pipeline;
  private final Set<String> tools = ConcurrentHashMap.newKeySet();
  private final Set<String> prompts = ConcurrentHashMap.newKeySet();

  RegisteredNames(Pipeline pipeline) {
    this.pipeline = pipeline;
  }

  /** Costs one look-up when the name is known. */
  void register(TargetKind kind, @Nullable String server, String name) {
    Set<String> known = known(kind);
    if (!known.contains(name) && known.size() < MAX && known.add(name)) {
      pipeline.publish(new McpEvent.NamesRegistered(kind, server, List.of(name)));
    }
  }

  void registerAll(TargetKind kind, @Nullable String server, List<String> names) {
    Set<String> known = known(kind);
    List<String> fresh = new ArrayList<>();
    for (String name : names) {
      if (known.size() < MAX && known.add(name)) {
        fresh.add(name);
      }
    }
    if (!fresh.isEmpty()) {
      pipeline.publish(new McpEvent.NamesRegistered(kind, server, List.copyOf(fresh)));
    }
  }

  /** Registers the keys of a registry. */
  void registerKeys(TargetKind kind, @Nullable String server, Map<?, ?> registry) {
    List<String> names = new ArrayList<>();
    for (Object key : registry.keySet()) {
      if (key instanceof String name) {
        names.add(name);
      }
    }
    registerAll(kind, server, names);
  }

  private Set<String> known(TargetKind kind) {
    return kind == TargetKind.TOOL ? tools : prompts;
  }
}
