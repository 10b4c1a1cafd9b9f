package io.mcpmonitor.engine;

import io.mcpmonitor.state.ProbeStatus;
import io.mcpmonitor.state.ProbeStatus.Status;
import io.mcpmonitor.support.AgentLog;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The state of one probe in this process: on until it is found unfit or fails repeatedly. */
final class ProbeSwitch implements Consumer<Throwable> {
  /** So many failures are an accident; one more is a fault. */
  static final int MAX_FAILURES = 10;

  private static final int MAX_LISTED = 100;

  private final Probe probe;
  private final @Nullable String whyNot;
  private final List<WeakReference<AdviceCallSite>> sites = new ArrayList<>();
  private final AtomicLong failures = new AtomicLong();
  private final Set<String> hooked = new TreeSet<>();
  private final Set<String> missing = new TreeSet<>();
  private volatile @Nullable String firstFailure;
  private volatile @Nullable Status off;
  private volatile @Nullable String reason;

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

  synchronized void hooked(String method) {
    if (hooked.size() < MAX_LISTED) {
      hooked.add(method);
    }
  }

  synchronized void missing(String method) {
    if (missing.size() < MAX_LISTED) {
      missing.add(method);
    }
  }

  /** The library at hand lacks what the advice calls. */
  void unfit(String why) {
    off(Status.INACTIVE, why);
  }

  /** Counts a failure of the probe's advice; too many of them switch it off. */
  @Override
  public void accept(Throwable failure) {
    if (firstFailure == null) {
      firstFailure = failure.toString();
    }
    AgentLog.warnOnce("probe " + probe.id() + " failed; the application is not affected", failure);
    if (failures.incrementAndGet() > MAX_FAILURES) {
      off(Status.FAILED, "failed " + failures.get() + " times, first with " + firstFailure);
    }
  }

  private synchronized void off(Status status, String why) {
    if (off == null) {
      off = status;
      reason = why;
      for (WeakReference<AdviceCallSite> reference : sites) {
        AdviceCallSite site = reference.get();
        if (site != null) {
          site.switchOff();
        }
      }
      sites.clear();
      AgentLog.warn("probe " + probe.id() + " is switched off: " + why);
    }
  }

  synchronized ProbeStatus status() {
    Status status = off;
    if (whyNot != null) {
      status = Status.DISABLED;
    } else if (status == null) {
      status = hooked.isEmpty() ? Status.WAITING : Status.ACTIVE;
    }
    return new ProbeStatus(
        probe.id(),
        probe.description(),
        probe.library(),
        status,
        reason(status),
        List.copyOf(hooked),
        List.copyOf(missing),
        failures.get());
  }

  private @Nullable String reason(Status status) {
    return switch (status) {
      case DISABLED -> whyNot;
      case WAITING -> "its library has not been loaded";
      default -> reason;
    };
  }
}
