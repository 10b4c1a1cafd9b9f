package io.mcpmonitor.scan;

import io.mcpmonitor.event.ScanEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The threads that work for a run: whether they are at it, and what they do. */
final class RunThreads {
  private static final int MAX_FRAMES = 40;
  private static final int MAX_SHOWN = 16;

  private final Hands hands;
  private final Hands items;

  RunThreads(Hands hands, Hands items) {
    this.hands = hands;
    this.items = items;
  }

  /** The file that is being opened or read; null when none is. */
  @Nullable InHand inHand(Run run) {
    return hands.busyFor(run);
  }

  boolean areBusy(Run run) {
    if (hands.busyFor(run) != null || !items.takersFor(run).isEmpty()) {
      return true;
    }
    if (!run.isWalking() && run.workedWhileWalking()) {
      return false;
    }
    for (Worker worker : run.workers()) {
      if (worker.isBusy()) {
        return true;
      }
    }
    return false;
  }

  /** What they do; the one with the file in hand first. */
  List<ScanEvent.Worker> stacks(Run run, @Nullable InHand inHand) {
    List<Thread> threads = new ArrayList<>();
    if (inHand != null) {
      add(threads, inHand.thread);
    }
    for (Thread thread : items.takersFor(run)) {
      add(threads, thread);
    }
    for (Worker worker : run.workers()) {
      if (run.calls > 0 ? worker.isInside() : worker.isBusy()) {
        add(threads, worker.thread());
      }
    }
    List<ScanEvent.Worker> shown = new ArrayList<>();
    for (Thread thread : threads) {
      List<String> stack = new ArrayList<>();
      for (StackTraceElement frame : thread.getStackTrace()) {
        if (stack.size() < MAX_FRAMES && !frame.getClassName().startsWith("io.mcpmonitor.")) {
          stack.add(frame.toString());
        }
      }
      shown.add(new ScanEvent.Worker(thread.getName(), thread.getState().name(), stack));
    }
    return List.copyOf(shown);
  }

  private static void add(List<Thread> threads, @Nullable Thread thread) {
    if (thread != null && threads.size() < MAX_SHOWN && !threads.contains(thread)) {
      threads.add(thread);
    }
  }
}
