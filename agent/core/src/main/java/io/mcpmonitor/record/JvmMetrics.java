package io.mcpmonitor.record;

import io.mcpmonitor.support.AgentLog;
import io.mcpmonitor.support.Management;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.ObservableDoubleMeasurement;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The JVM by the OpenTelemetry conventions, read from the platform's own beans when collected;
 * pauses of the garbage collector count from the first collection of metrics on, because listening
 * for them costs the JVM some hundred classes. The MBean server is not touched: the application may
 * want to choose it.
 */
public final class JvmMetrics implements AutoCloseable {
  private static final AttributeKey<Boolean> DAEMON = AttributeKey.booleanKey("jvm.thread.daemon");

  private volatile @Nullable GcPauses gcPauses;

  public JvmMetrics(MetricStore store) {
    String gap = Management.gap();
    if (gap != null) {
      AgentLog.warn(gap);
    }
    store.atFirstCollection(() -> register(store));
  }

  @Override
  public void close() {
    GcPauses listening = gcPauses;
    if (listening != null) {
      listening.close();
    }
  }

  private void register(MetricStore store) {
    store.observe(
        MetricNames.JVM_CPU_COUNT, out -> out.record(Runtime.getRuntime().availableProcessors()));
    ProcessMetrics.register(store);
    if (Management.tellsOfJvm()) {
      pools(store);
      threads(store, ManagementFactory.getThreadMXBean());
      classes(store, ManagementFactory.getClassLoadingMXBean());
    }
    if (Management.tellsOfSystem()) {
      gcPauses = new GcPauses(store);
    }
  }

  private static void pools(MetricStore store) {
    List<Pool> pools = new ArrayList<>();
    for (MemoryPoolMXBean bean : ManagementFactory.getMemoryPoolMXBeans()) {
      pools.add(new Pool(bean));
    }
    memory(
        store,
        MetricNames.JVM_MEMORY_USED,
        pools,
        MemoryPoolMXBean::getUsage,
        MemoryUsage::getUsed);
    memory(
        store,
        MetricNames.JVM_MEMORY_COMMITTED,
        pools,
        MemoryPoolMXBean::getUsage,
        MemoryUsage::getCommitted);
    memory(
        store,
        MetricNames.JVM_MEMORY_LIMIT,
        pools,
        MemoryPoolMXBean::getUsage,
        MemoryUsage::getMax);
    memory(
        store,
        MetricNames.JVM_MEMORY_USED_AFTER_LAST_GC,
        pools,
        MemoryPoolMXBean::getCollectionUsage,
        MemoryUsage::getUsed);
  }

  private static void memory(
      MetricStore store,
      MetricNames.Metric metric,
      List<Pool> pools,
      Function<MemoryPoolMXBean, @Nullable MemoryUsage> usage,
      ToLongFunction<MemoryUsage> value) {
    store.observe(
        metric,
        out -> {
          for (Pool pool : pools) {
            MemoryUsage found = usage.apply(pool.bean);
            if (found != null && value.applyAsLong(found) >= 0) {
              out.record((double) value.applyAsLong(found), pool.attributes);
            }
          }
        });
  }

  private static void threads(MetricStore store, ThreadMXBean threads) {
    Attributes daemon = Attributes.of(DAEMON, true);
    Attributes other = Attributes.of(DAEMON, false);
    store.observe(
        MetricNames.JVM_THREAD_COUNT,
        (ObservableDoubleMeasurement out) -> {
          int daemons = threads.getDaemonThreadCount();
          out.record(daemons, daemon);
          out.record(Math.max(0, threads.getThreadCount() - daemons), other);
        });
  }

  private static void classes(MetricStore store, ClassLoadingMXBean classes) {
    store.observe(
        MetricNames.JVM_CLASS_LOADED,
        out -> out.record((double) classes.getTotalLoadedClassCount()));
    store.observe(
        MetricNames.JVM_CLASS_UNLOADED,
        out -> out.record((double) classes.getUnloadedClassCount()));
    store.observe(MetricNames.JVM_CLASS_COUNT, out -> out.record(classes.getLoadedClassCount()));
  }

  private static final class Pool {
    final MemoryPoolMXBean bean;
    final Attributes attributes;

    Pool(MemoryPoolMXBean bean) {
      this.bean = bean;
      this.attributes =
          Attributes.of(
              AttributeKey.stringKey("jvm.memory.type"),
              bean.getType() == MemoryType.HEAP ? "heap" : "non_heap",
              AttributeKey.stringKey("jvm.memory.pool.name"),
              bean.getName());
    }
  }
}
