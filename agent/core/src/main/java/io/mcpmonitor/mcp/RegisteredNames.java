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

/**
 * Tells the pipeline once of every tool and prompt that a server has, and of the tools that it
 * answers for although no hook has seen it register them.
 */
public final class RegisteredNames {
  private static final int MAX = 5_000;

  private final String probe;
  private final Pipeline pipeline;
  private final Drops drops;
  private final Set<String> tools = ConcurrentHashMap.newKeySet();
  private final Set<String> prompts = ConcurrentHashMap.newKeySet();

  /** Tools that are known from answers only. */
  private final Set<String> missed = ConcurrentHashMap.newKeySet();

  /**
   * @param probe id of the probe that sees the names
   */
  public RegisteredNames(String probe, Pipeline pipeline, Drops drops) {
    this.probe = probe;
    this.pipeline = pipeline;
    this.drops = drops;
  }

  /** A server registers one, or a peer of this process has it. */
  public void register(TargetKind kind, @Nullable String server, String name) {
    if (!known(kind).contains(name) || missed.contains(name)) {
      registerAll(kind, server, List.of(name));
    }
  }

  /** A server registers these. */
  public void registerAll(TargetKind kind, @Nullable String server, List<String> names) {
    Set<String> known = known(kind);
    List<String> fresh = new ArrayList<>();
    for (String name : names) {
      boolean late = kind == TargetKind.TOOL && missed.remove(name);
      if (add(known, name) || late) {
        fresh.add(name);
      }
    }
    if (!fresh.isEmpty()) {
      pipeline.publish(new McpEvent.NamesRegistered(kind, server, List.copyOf(fresh)));
    }
  }

  /** A server of this process has answered for one. Costs one look-up when the name is known. */
  public void learn(TargetKind kind, @Nullable String server, String name) {
    if (!known(kind).contains(name)) {
      learnAll(kind, server, List.of(name));
    }
  }

  /** A server of this process has answered for these. */
  public void learnAll(TargetKind kind, @Nullable String server, List<String> names) {
    Set<String> known = known(kind);
    List<String> fresh = new ArrayList<>();
    for (String name : names) {
      if (add(known, name)) {
        fresh.add(name);
        if (kind == TargetKind.TOOL) {
          missed.add(name);
        }
      }
    }
    if (!fresh.isEmpty()) {
      List<String> told = List.copyOf(fresh);
      pipeline.publish(new McpEvent.NamesRegistered(kind, server, told));
      if (kind == TargetKind.TOOL) {
        pipeline.publish(new McpEvent.RegistrationMissed(probe, server, told));
      }
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
