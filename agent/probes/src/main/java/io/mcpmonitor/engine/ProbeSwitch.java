package io.mcpmonitor.engine;

import io.mcpmonitor.state.ProbeStatus;
import io.mcpmonitor.state.ProbeStatus.Status;
import io.mcpmonitor.support.AgentLog;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of one probe in this process: on until it fails repeatedly. An application whose copy
 * of the library lacks what the probe needs is left alone; the others are watched.
 */
final class ProbeSwitch implements Consumer<Throwable> {
  /** So many failures are an accident; one more is a fault. */
  static final int MAX_FAILURES = 10;

  private static final int MAX_LISTED = 100;

  /** Found in an application: the library, with all that the advice calls. */
  private static final String FIT = "fit";

  /** Found in an application: another library with a hooked class, not the one that is watched. */
  private static final String ABSENT = "absent";

  private static final String NOT_LOADED =
      "no class of this name has been loaded so far (a nested class is named Outer$Inner)";

  private final Probe probe;
  private final @Nullable String whyNot;
  private final List<WeakReference<AdviceCallSite>> sites = new ArrayList<>();
  private final AtomicLong failures = new AtomicLong();
  private final Set<String> hooked = new TreeSet<>();
  private final Set<String> missing = new TreeSet<>();

  private final Abilities abilities = new Abilities();
  private final Set<String> notes = new TreeSet<>();
  private final Set<String> unable = new TreeSet<>();

  /** What a user has named and was found. */
  private final Set<Hook> met = new HashSet<>();

  /** What a user has named and a class was found to lack, and why. */
  private final Map<Hook, String> unmet = new HashMap<>();

  /** How each application's library was found, or what it lacks; goes with the application. */
  private final Map<ClassLoader, String> applications = new WeakHashMap<>();

  /** The version of each application's library, where a jar tells it; goes with the application. */
  private final Map<ClassLoader, String> versions = new WeakHashMap<>();

  private volatile @Nullable String firstFailure;

  /** Why it was switched off; null while it is on. */
  private volatile @Nullable String off;

  /** Whether it was switched off because there is nothing for it to do. */
  private boolean notNeeded;

  /**
   * @param whyNot why it shall not run, for people; null: it shall
   */
  ProbeSwitch(Probe probe, @Nullable String whyNot) {
    this.probe = probe;
    this.whyNot = whyNot;
  }

  Probe probe() {
    return probe;
  }

  boolean isOn() {
    return whyNot == null && off == null;
  }

  /** A call site calls advice of this probe from now on. */
  synchronized void linked(AdviceCallSite site) {
    if (off == null) {
      sites.add(new WeakReference<>(site));
    } else {
      site.switchOff();
    }
  }

  synchronized void hooked(Hook hook) {
    if (hooked.size() < MAX_LISTED) {
      hooked.add(hook.label());
    }
    abilities.found(hook);
    if (hook.setting() != null) {
      met.add(hook);
    }
  }

  synchronized void missing(Hook hook, String why) {
    abilities.notFound(hook);
    if (hook.optional()) {
      return;
    }
    if (hook.setting() == null) {
      if (missing.size() < MAX_LISTED) {
        missing.add(hook.label() + " (" + why + ")");
      }
    } else if (!met.contains(hook) && unmet.put(hook, why) == null) {
      AgentLog.warn(mistake(hook, why));
    }
  }

  synchronized void note(String what) {
    if (notes.size() < MAX_LISTED) {
      notes.add(what);
    }
  }

  void cannot(String what) {
    synchronized (this) {
      if (unable.size() >= MAX_LISTED || !unable.add(what)) {
        return;
      }
    }
    AgentLog.warn("probe " + probe.id() + ": " + what);
  }

  /** An application's library has all that the advice calls. */
  synchronized void fit(@Nullable ClassLoader application) {
    applications.put(application, FIT);
  }

  /** A class that the probe watches; it may be of the library itself, or of one that this uses. */
  synchronized void watches(Class<?> woven) {
    Probe.Tested tested = probe.tested();
    ClassLoader application = woven.getClassLoader();
    if (tested != null && !versions.containsKey(application)) {
      String version = LibraryVersion.of(woven, tested.artifact());
      if (version != null) {
        versions.put(application, version);
      }
    }
  }

  /** An application has not got the library. */
  synchronized void absent(@Nullable ClassLoader application) {
    applications.put(application, ABSENT);
  }

  /**
   * An application's library lacks what the advice calls.
   *
   * @param library where it is, for people
   */
  void unfit(@Nullable ClassLoader application, String library, List<String> lacking) {
    String why = library + " lacks " + String.join(", ", lacking);
    synchronized (this) {
      if (applications.put(application, why) != null) {
        return;
      }
    }
    AgentLog.warn("probe " + probe.id() + " leaves an application alone: " + why);
  }

  /**
   * Whether the application was looked at and has not got the library, or one that lacks something.
   */
  synchronized boolean isUnfit(@Nullable ClassLoader application) {
    String found = applications.get(application);
    return found != null && !found.equals(FIT);
  }

  /** Counts a failure of the probe's advice; too many of them switch it off. */
  @Override
  public void accept(Throwable failure) {
    if (firstFailure == null) {
      firstFailure = failure.toString();
    }
    AgentLog.warnOnce("probe " + probe.id() + " failed; the application is not affected", failure);
    if (failures.incrementAndGet() > MAX_FAILURES) {
      off("failed " + failures.get() + " times, first with " + firstFailure);
    }
  }

  private synchronized void off(String why) {
    if (switchOff(why)) {
      AgentLog.warn("probe " + probe.id() + " is switched off: " + why);
    }
  }

  /** There is nothing for it to do in this process. */
  synchronized void notNeeded(String why) {
    notNeeded = switchOff(why);
  }

  private boolean switchOff(String why) {
    if (off != null) {
      return false;
    }
    off = why;
    for (WeakReference<AdviceCallSite> reference : sites) {
      AdviceCallSite site = reference.get();
      if (site != null) {
        site.switchOff();
      }
    }
    sites.clear();
    return true;
  }

  synchronized ProbeStatus status() {
    List<String> unfit = new ArrayList<>();
    for (String found : applications.values()) {
      if (!found.equals(FIT) && !found.equals(ABSENT) && unfit.size() < MAX_LISTED) {
        unfit.add(found);
      }
    }
    unfit.sort(null);
    Status status = found(!unfit.isEmpty());
    List<String> untested = untested();
    return new ProbeStatus(
        probe.id(),
        probe.description(),
        probe.library(),
        status,
        reason(status, unfit),
        List.copyOf(hooked),
        List.copyOf(missing),
        List.copyOf(unfit),
        untested,
        untested.isEmpty() ? List.copyOf(abilities.lost()) : List.of(),
        List.copyOf(notes),
        whatItCannotDo(),
        failures.get());
  }

  private List<String> whatItCannotDo() {
    List<String> lines = new ArrayList<>(unable);
    for (Hook hook : probe.hooks()) {
      if (hook.setting() != null && !hook.optional() && !met.contains(hook)) {
        lines.add(mistake(hook, unmet.getOrDefault(hook, NOT_LOADED)));
      }
    }
    return List.copyOf(lines);
  }

  private static String mistake(Hook hook, String what) {
    return hook.setting() + "=" + hook.fullName() + ": " + what;
  }

  private List<String> untested() {
    Probe.Tested tested = probe.tested();
    Set<String> found = new TreeSet<>();
    if (tested != null) {
      for (String version : versions.values()) {
        if (found.size() < MAX_LISTED && !LibraryVersion.isWithin(version, tested)) {
          String range = LibraryVersion.isBefore(version, tested) ? "from " : "up to ";
          found.add(
              tested.name()
                  + " "
                  + version
                  + " found, tested "
                  + range
                  + (range.equals("from ") ? tested.oldest() : tested.newest())
                  + abilities.all());
        }
      }
    }
    return List.copyOf(found);
  }

  private Status found(boolean unfit) {
    if (whyNot != null) {
      return Status.DISABLED;
    }
    if (off != null) {
      return notNeeded ? Status.NOT_NEEDED : Status.FAILED;
    }
    if (applications.containsValue(FIT)) {
      return Status.ACTIVE;
    }
    if (unfit) {
      return Status.INACTIVE;
    }
    boolean linked = !applications.isEmpty();
    return hooked.isEmpty() || linked ? Status.WAITING : Status.ACTIVE;
  }

  private @Nullable String reason(Status status, List<String> unfit) {
    return switch (status) {
      case DISABLED -> whyNot;
      case WAITING ->
          switch (probe.phase()) {
            case START, TRACES, INJECTION -> "its library has not been loaded";
            case ATTRIBUTION -> "no statement, connection or span needs it yet";
            case ON_DEMAND -> "nothing needs it yet";
          };
      case ACTIVE -> null;
      case INACTIVE -> unfit.get(0);
      case NOT_NEEDED, FAILED -> off;
    };
  }
}
