package io.mcpmonitor.inject;

import io.mcpmonitor.scan.Rescan;
import io.mcpmonitor.support.AgentLog;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What this process's MCP servers are given, and its way to the answers. Probes put it into the
 * servers; until recording has started it says so.
 */
public final class Injection {
  /** Who asks before there are answers waits no longer. */
  public static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** Servers are left as they are. */
  public static final Injection NONE = new Injection(List.of(), Rescan.NONE, false);

  private final List<Feature> features;
  private final Rescan rescan;
  private final boolean late;
  private final Map<Feature, LongAdder> calls = new EnumMap<>(Feature.class);
  private final CountDownLatch ready = new CountDownLatch(1);
  private volatile boolean hurried;
  private volatile @Nullable Answers answers;

  /**
   * @param features what the servers get
   * @param rescan how the application can scan again
   * @param late whether servers may run that were made before the agent came
   */
  public Injection(List<Feature> features, Rescan rescan, boolean late) {
    this.features = List.copyOf(features);
    this.rescan = rescan;
    this.late = late;
    for (Feature feature : Feature.values()) {
      calls.put(feature, new LongAdder());
    }
  }

  /** What the servers get; empty when they are left as they are. */
  public List<Feature> features() {
    return features;
  }

  /** How the application can scan again. */
  public Rescan rescan() {
    return rescan;
  }

  /** Whether servers may run that were made before the agent came. */
  public boolean isLate() {
    return late;
  }

  /** Answers are to be had from now on. */
  public void connect(Answers source) {
    answers = source;
    ready.countDown();
  }

  /** A client waits for an answer: recording need not wait for the end of the start any longer. */
  public void hurry() {
    hurried = true;
  }

  /** Whether a client waits for an answer, or has waited. */
  public boolean isHurried() {
    return hurried;
  }

  /** Whether answers are to be had. */
  public boolean isReady() {
    return answers != null;
  }

  /**
   * What a client gets, once answers are to be had: for threads that may wait, which happens in the
   * first moments of a process only, and for {@link #LONGEST_WAIT} at most.
   */
  public Answer answerWhenReady(Feature feature) {
    if (!isReady()) {
      hurry();
      try {
        boolean unused = ready.await(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return answer(feature);
  }

  /** What a client gets. Counts the call; never throws. */
  public Answer answer(Feature feature) {
    adder(feature).increment();
    Answers source = answers;
    if (source == null) {
      return starting(feature);
    }
    try {
      return source.to(feature);
    } catch (Throwable failure) {
      AgentLog.warnOnce("a client's question could not be answered", failure);
      return unable(feature);
    }
  }

  /** How often clients have asked. */
  public long calls(Feature feature) {
    return adder(feature).sum();
  }

  private LongAdder adder(Feature feature) {
    return Objects.requireNonNull(calls.get(feature));
  }

  private static Answer starting(Feature feature) {
    return switch (feature) {
      case HEALTH_STATUS, SYNC_HEALTH_CHECK -> new Answer("{\"status\": \"starting\"}\n", false);
      case SYNC_STATUS ->
          new Answer(
              "The monitoring of this server is starting. Ask again in some seconds.", false);
      case FORCE_RESCAN ->
          new Answer("The monitoring of this server is starting. Nothing was done.", true);
    };
  }

  private static Answer unable(Feature feature) {
    return switch (feature) {
      case HEALTH_STATUS, SYNC_HEALTH_CHECK -> new Answer("{\"status\": \"unknown\"}\n", true);
      case SYNC_STATUS, FORCE_RESCAN ->
          new Answer("The monitoring of this server has failed to answer.", true);
    };
  }
}
