package io.mcpmonitor.state;

import io.mcpmonitor.support.Management;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of the heap is in use, garbage left out as far as the JVM can tell.
 *
 * <p>For each heap pool it is what was left after the last collection that covered the pool, or
 * what is used now where that is less. A pool that no collection has covered yet, or whose
 * collector does not tell, counts as it is now. The sum is taken over all heap pools:
 *
 * <ul>
 *   <li>Serial and Parallel: eden and survivor spaces as the last young collection left them, the
 *       old generation as the last full one did; before the first full one as it is, which stays
 *       below the default limits because the old generation is two thirds of the heap
 *   <li>G1: eden and survivors as the last young collection left them, old regions as the last
 *       mixed or full one did
 *   <li>ZGC and Shenandoah: their pools as the last cycle left them
 *   <li>no collection at all (and Epsilon): everything that is used
 * </ul>
 *
 * <p>What became live since then is not seen until the next collection: a heap that really fills up
 * is collected all the time. Where the JVM does not tell of its pools, everything that is used
 * counts.
 */
final class HeapUse {
  private final List<MemoryPoolMXBean> pools = new ArrayList<>();

  HeapUse() {
    if (!Management.tellsOfJvm()) {
      return;
    }
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        pools.add(pool);
      }
    }
  }

  long usedBytes() {
    if (pools.isEmpty()) {
      return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
    long sum = 0;
    for (MemoryPoolMXBean pool : pools) {
      sum += used(pool.getUsage(), pool.getCollectionUsage());
    }
    return sum;
  }

  /**
   * What one pool holds.
   *
   * @param now null when the pool is no longer there
   * @param afterCollection null when the collector does not tell; nothing is committed before the
   *     first collection
   */
  static long used(@Nullable MemoryUsage now, @Nullable MemoryUsage afterCollection) {
    if (now == null) {
      return 0;
    }
    if (afterCollection == null || afterCollection.getCommitted() == 0) {
      return now.getUsed();
    }
    return Math.min(now.getUsed(), afterCollection.getUsed());
  }
}
