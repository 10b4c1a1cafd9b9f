package io.mcpmonitor.state;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what is scheduled when a test says so. */
final class IdleScheduler extends ScheduledThreadPoolExecutor {
  private final List<Runnable> scheduled = new ArrayList<>();

  IdleScheduler() {
    super(0);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    scheduled.add(task);
    return null;
  }

  /** One period passes. */
  void tick() {
    scheduled.forEach(Runnable::run);
  }
}
