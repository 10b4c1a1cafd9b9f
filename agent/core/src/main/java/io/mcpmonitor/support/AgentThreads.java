package io.mcpmonitor.support;

import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The only place where the agent makes threads: daemons, named, without the application's loader.
 */
public final class AgentThreads {
  private static final String PREFIX = "mcp-monitor-";

  private static final Map<Thread, Boolean> LIVE = Collections.synchronizedMap(new WeakHashMap<>());

  private AgentThreads() {}

  /** A thread that never keeps the process alive and never holds the application's class loader. */
  public static Thread daemon(String name, Runnable task) {
    Thread thread = new Agent(task, PREFIX + name);
    thread.setDaemon(true);
    thread.setContextClassLoader(AgentThreads.class.getClassLoader());
    LIVE.put(thread, Boolean.TRUE);
    return thread;
  }

  /**
   * A thread on which the application itself is called: what it does there is the application's, so
   * the thread is not one of {@link #isOwn}.
   *
   * @param loader what the application expects as context class loader
   */
  public static Thread forApplication(String name, @Nullable ClassLoader loader, Runnable task) {
    Thread thread = new Thread(null, task, PREFIX + name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    // The default handler is the application's, and may end the process.
    thread.setUncaughtExceptionHandler(new Ended());
    return thread;
  }

  /** A factory of such threads, numbered. */
  public static ThreadFactory factory(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> daemon(name + "-" + number.incrementAndGet(), task);
  }

  /** Whether the current thread is one of the agent's: what it does is not the application's. */
  public static boolean isOwn() {
    return Thread.currentThread() instanceof Agent;
  }

  /** The ids of the agent's threads that are running. */
  public static long[] liveIds() {
    synchronized (LIVE) {
      long[] ids = new long[LIVE.size()];
      int count = 0;
      for (Iterator<Thread> threads = LIVE.keySet().iterator(); threads.hasNext(); ) {
        Thread thread = threads.next();
        if (thread.getState() == Thread.State.TERMINATED) {
          threads.remove();
        } else if (thread.isAlive() && count < ids.length) {
          ids[count++] = thread.getId();
        }
      }
      return Arrays.copyOf(ids, count);
    }
  }

  private static final class Agent extends Thread {
    Agent(Runnable task, String name) {
      super(null, task, name, 0, false);
      // The default handler is the application's, and may end the process.
      setUncaughtExceptionHandler(new Ended());
    }
  }

  private static final class Ended implements Thread.UncaughtExceptionHandler {
    @Override
    public void uncaughtException(Thread thread, Throwable failure) {
      AgentLog.warnOnce("thread " + thread.getName() + " ended", failure);
    }
  }
}
