package io.mcpmonitor.probe.kotlin;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/** The hook on coroutines: each builder makes the context of a new one in the same place. */
public final class CoroutinesProbe {
  private CoroutinesProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
            "coroutines",
            "work that a call hands to other coroutines",
            "org.jetbrains.kotlinx:kotlinx-coroutines-core 1.9 to 1.11",
            CoroutinesProbe.class.getPackageName(),
            "CoroutinesScope",
            List.of(
                new Requirement("kotlin.coroutines.CoroutineContext", "get", 1),
                new Requirement("kotlin.coroutines.CoroutineContext", "plus", 1),
                new Requirement(
                    "kotlinx.coroutines.ThreadContextElement", "restoreThreadContext", 2)),
            List.of(
                on("kotlinx.coroutines.CoroutineContextKt", "newCoroutineContext")
                    .parameters(2)
                    .firstType("CoroutineScope")
                    .with("BuilderAdvice")
                    .exit("made")))
        .neededAt(Probe.Phase.ATTRIBUTION);
  }
}
