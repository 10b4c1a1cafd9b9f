package io.mcpmonitor.pipeline;

import io.mcpmonitor.event.PoolReading;
import java.lang.ref.WeakReference;

/** A pool of an application, as a probe sees it. */
public final class FakePool {
  public final String name;
  public volatile PoolReading reading = new PoolReading(10, 2, 0, 2, 2, 0);
  public volatile long answer = 1_000_000;
  public volatile boolean refuses;
  public volatile String url;

  public FakePool(String name) {
    this.name = name;
  }

  public static PoolReading reading(int max, int active, int idle) {
    return new PoolReading(max, 0, active, idle, active + idle, 0);
  }

  /** What a probe makes of such pools. */
  public static final class Watch extends PoolWatch<FakePool> {
    public Watch(Pipeline pipeline) {
      super(pipeline, "fake");
    }

    @Override
    protected String nameOf(FakePool pool) {
      return pool.name;
    }

    @Override
    protected PoolSource sourceOf(FakePool pool) {
      return new Source(new WeakReference<>(pool));
    }
  }

  private record Source(WeakReference<FakePool> pool) implements PoolSource {
    @Override
    public PoolReading read() {
      FakePool asked = pool.get();
      return asked == null ? null : asked.reading;
    }

    @Override
    public String url() {
      FakePool asked = pool.get();
      return asked == null ? null : asked.url;
    }

    @Override
    public long check(int timeoutSeconds) {
      FakePool asked = pool.get();
      if (asked == null || asked.refuses) {
        throw new IllegalStateException("no connection");
      }
      return asked.answer;
    }
  }
}
