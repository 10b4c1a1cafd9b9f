package io.mcpmonitor.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which abilities of one probe its library allows, by the hooks that found their method and those
 * that did not. Of hooks whose class has not been loaded nothing is known.
 */
final class Abilities {
  private final Set<Ability> found = new HashSet<>();

  /** A method that every tested version has is not there. */
  private final Set<Ability> missing = new HashSet<>();

  /** A method that some tested versions do without is not there. */
  private final Set<Ability> without = new HashSet<>();

  void found(Hook hook) {
    add(hook, found);
  }

  void notFound(Hook hook) {
    add(hook, hook.optional() ? without : missing);
  }

  private static void add(Hook hook, Set<Ability> abilities) {
    Ability ability = hook.ability();
    if (ability != null) {
      abilities.add(ability);
    }
  }

  /** What works and what does not, of all that is known: the end of a line for people. */
  String all() {
    StringBuilder line = new StringBuilder();
    for (Ability ability : Ability.values()) {
      if (isLost(ability) || found.contains(ability)) {
        line.append(line.isEmpty() ? ": " : ", ").append(words(ability));
      }
    }
    return line.toString();
  }

  /** What does not work, or in part only, one line each. */
  List<String> lost() {
    List<String> lines = new ArrayList<>();
    for (Ability ability : Ability.values()) {
      if (isLost(ability)) {
        lines.add(words(ability));
      }
    }
    return lines;
  }

  private String words(Ability ability) {
    if (!isLost(ability)) {
      return ability.whole();
    }
    return found.contains(ability) ? ability.part() : ability.none();
  }

  private boolean isLost(Ability ability) {
    return missing.contains(ability) || (without.contains(ability) && !found.contains(ability));
  }
}
