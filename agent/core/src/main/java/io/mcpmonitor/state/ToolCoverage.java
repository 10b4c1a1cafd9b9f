package io.mcpmonitor.state;

import io.mcpmonitor.event.McpEvent.NamesRegistered;
import io.mcpmonitor.event.McpEvent.RegistrationMissed;
import io.mcpmonitor.event.TargetKind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tools that servers answer for, against those which hooks have seen registered. In a process
 * that ran before the agent came there is nothing to compare: its servers were made unseen.
 */
final class ToolCoverage {
  private static final int MAX_SERVERS = 100;
  private static final int MAX_TOOLS = 1_000;
  private static final int SHOWN = 5;
  private static final int MAX_TEXT = 80;

  private final boolean attached;
  private final Map<Server, TreeSet<String>> missed = new LinkedHashMap<>();

  private record Server(String probe, @Nullable String name) {}

  ToolCoverage(boolean attached) {
    this.attached = attached;
  }

  synchronized void missed(RegistrationMissed event) {
    Server server = new Server(event.probe(), event.server());
    if (attached || (missed.size() >= MAX_SERVERS && !missed.containsKey(server))) {
      return;
    }
    TreeSet<String> tools = missed.computeIfAbsent(server, unused -> new TreeSet<>());
    for (String tool : event.names()) {
      if (tools.size() < MAX_TOOLS) {
        tools.add(shown(tool));
      }
    }
  }

  synchronized void registered(NamesRegistered event) {
    if (event.kind() != TargetKind.TOOL || missed.isEmpty()) {
      return;
    }
    for (Iterator<TreeSet<String>> each = missed.values().iterator(); each.hasNext(); ) {
      TreeSet<String> tools = each.next();
      event.names().forEach(name -> tools.remove(shown(name)));
      if (tools.isEmpty()) {
        each.remove();
      }
    }
  }

  /** The same probes, with what their servers have and no hook has seen. */
  synchronized List<ProbeStatus> attest(List<ProbeStatus> probes) {
    if (missed.isEmpty()) {
      return List.copyOf(probes);
    }
    List<ProbeStatus> attested = new ArrayList<>();
    for (ProbeStatus probe : probes) {
      List<String> gaps = new ArrayList<>(probe.gaps());
      missed.forEach(
          (server, tools) -> {
            if (server.probe().equals(probe.id())) {
              gaps.add(line(server, tools));
            }
          });
      attested.add(probe.withGaps(gaps));
    }
    return List.copyOf(attested);
  }

  private static String line(Server server, Set<String> tools) {
    int count = tools.size();
    String names = String.join(", ", tools.stream().limit(SHOWN).toList());
    return (server.name() == null ? "a server" : shown(server.name()))
        + " has "
        + (count == 1 ? "a tool" : count + " tools")
        + " that no hook saw it register ("
        + names
        + (count > SHOWN ? " and " + (count - SHOWN) + " more" : "")
        + "): calls are counted, as _other until a client has listed or used the tool";
  }

  private static String shown(String text) {
    String cut = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
