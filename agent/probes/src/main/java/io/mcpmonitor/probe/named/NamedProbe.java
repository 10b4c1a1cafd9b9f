package io.mcpmonitor.probe.named;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.scan.NamedMethods;
import io.mcpmonitor.support.MethodName;
import java.util.ArrayList;
import java.util.List;

/** Scans of files by the application's own methods, as the settings {@code scan.*} name them. */
public final class NamedProbe {
  private NamedProbe() {}

  /** The probe; without hooks when nothing is named. */
  public static Probe probe(NamedMethods named) {
    List<Hook> hooks = new ArrayList<>();
    for (MethodName scan : named.scans()) {
      hooks.add(
          hook(scan, "scan.methods")
              .with("ScanAdvice")
              .enter("begins")
              .exit("ends")
              .thrown("fails"));
    }
    for (MethodName item : named.items()) {
      hooks.add(
          hook(item, "scan.item-methods")
              .with("ItemAdvice")
              .enter("begins")
              .exit("ends")
              .thrown("fails"));
    }
    MethodName recovery = named.recovery();
    if (recovery != null) {
      String setting = "scan.recovery-method";
      Hook made = hook(new MethodName(recovery.className(), "<init>"), setting);
      hooks.add(made.with("RecoveryAdvice").exit("made").ifPresent());
      hooks.add(hook(recovery, setting).parameters(0).with("RecoveryAdvice").enter("runs"));
    }
    return new Probe(
        "files.named",
        "Scans of files: the methods that the settings `scan.*` name",
        "the application's own classes",
        NamedProbe.class.getPackageName(),
        "NamedScope",
        List.of(),
        hooks);
  }

  private static Hook hook(MethodName method, String setting) {
    return on(method.className(), method.method()).namedBy(setting);
  }
}
