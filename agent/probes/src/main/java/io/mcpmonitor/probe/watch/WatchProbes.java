package io.mcpmonitor.probe.watch;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Hook;
import io.mcpmonitor.engine.Probe;
import java.util.List;

/**
 * What watches folders. The watch service of the JDK is also what {@code io.methvin:
 * directory-watcher} and most others are built on; those of Commons IO and of Spring's devtools
 * compare what they list.
 */
public final class WatchProbes {
  private static final String SERVICE = "sun.nio.fs.AbstractWatchService";
  private static final String MONITOR = "org.apache.commons.io.monitor.FileAlterationMonitor";
  private static final String OBSERVER = "org.apache.commons.io.monitor.FileAlterationObserver";
  private static final String DEVTOOLS =
      "org.springframework.boot.devtools.filewatch.FileSystemWatcher$Watcher";

  private WatchProbes() {}

  /** {@code java.nio.file.WatchService}. */
  public static Probe jdk() {
    Hook take = on(SERVICE, "take").with("ServiceAdvice").enter("takes").exit("took");
    return probe(
        "watch",
        "Watchers of folders: java.nio.file.WatchService",
        "the JDK 17 to 25 on Linux; io.methvin:directory-watcher 0.19",
        List.of(
            on("sun.nio.fs.LinuxWatchService", "register")
                .parameters(3)
                .with("ServiceAdvice")
                .enter("registers"),
            take.parameters(0).thrown("left"),
            take.method("poll").parameters(0, 2).thrown("left"),
            on(SERVICE, "close").parameters(0).with("ServiceAdvice").enter("closes"),
            on("sun.nio.fs.AbstractWatchKey", "pollEvents")
                .parameters(0)
                .fields("watcher")
                .with("ServiceAdvice")
                .exit("gave")));
  }

  /** The monitors of Commons IO. */
  public static Probe commonsIo() {
    Hook compare = on(OBSERVER, "checkAndNotify").parameters(0).with("ObserverAdvice");
    Hook tells = on(OBSERVER, "doCreate").parameters(1).with("ObserverAdvice").ifPresent();
    Hook event = tells.enter("tells").exit("told").thrown("failed");
    Hook match = tells.parameters(2).enter("matches").exit("told").thrown("failed");
    return probe(
        "watch.commonsio",
        "Watchers of folders: monitors of Commons IO",
        "commons-io:commons-io 2.6 to 2.22",
        List.of(
            on(MONITOR, "start").parameters(0).with("MonitorAdvice").enter("starts"),
            on(MONITOR, "stop").parameters(1).with("MonitorAdvice").enter("stops"),
            on(MONITOR, "run")
                .parameters(0)
                .with("MonitorAdvice")
                .enter("runs")
                .exit("ended")
                .thrown("died"),
            compare.enter("compares").exit("compared").thrown("failed"),
            compare.method("initialize").enter("lists").exit("compared").thrown("failed"),
            event,
            event.method("doDelete"),
            event.method("fireOnCreate"),
            event.method("fireOnDelete"),
            match.method("doMatch"),
            match.method("fireOnChange")));
  }

  /** The watcher of Spring Boot's devtools. */
  public static Probe devtools() {
    Hook scan = on(DEVTOOLS, "scan").parameters(0).with("DevtoolsAdvice");
    return probe(
        "watch.devtools",
        "Watchers of folders: FileSystemWatcher of Spring Boot's devtools",
        "org.springframework.boot:spring-boot-devtools 3.5",
        List.of(
            on(DEVTOOLS, "run")
                .parameters(0)
                .with("DevtoolsAdvice")
                .enter("runs")
                .exit("ended")
                .thrown("died"),
            scan.enter("compares").exit("compared").thrown("failed"),
            scan.method("fireListeners")
                .parameters(1)
                .enter("tells")
                .exit("told")
                .thrown("failed")));
  }

  private static Probe probe(String id, String what, String library, List<Hook> hooks) {
    return new Probe(
        id, what, library, WatchProbes.class.getPackageName(), "WatchScope", List.of(), hooks);
  }
}
