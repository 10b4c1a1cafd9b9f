package io.mcpmonitor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import org.junit.jupiter.api.Test;

class HeapUseTest {
  private static final int MIB = 1024 * 1024;

  private static MemoryUsage usage(long used, long committed) {
    return new MemoryUsage(0, used, committed, -1);
  }

  @Test
  void aPoolHoldsWhatTheLastCollectionLeft() {
    MemoryUsage never = usage(0, 0);
    assertThat(HeapUse.used(usage(90, 100), usage(30, 100))).isEqualTo(30);
    assertThat(HeapUse.used(usage(90, 100), usage(0, 100))).as("an eden").isZero();
    assertThat(HeapUse.used(usage(20, 100), usage(30, 100))).as("freed meanwhile").isEqualTo(20);
    assertThat(HeapUse.used(usage(90, 100), never)).isEqualTo(90);
    assertThat(HeapUse.used(usage(90, 100), null)).as("not told").isEqualTo(90);
    assertThat(HeapUse.used(null, null)).as("a pool that is gone").isZero();
  }

  @Test
  void garbageIsNotUse() {
    HeapUse heap = new HeapUse();
    System.gc(); // covers every pool
    long before = heap.usedBytes();
    byte[][] live = new byte[40][MIB];
    System.gc();
    assertThat(heap.usedBytes()).isGreaterThan(before + 20L * MIB);
    assertThat(live).hasDimensions(40, MIB);
    live = null;
    System.gc();
    assertThat(heap.usedBytes()).isLessThan(before + 20L * MIB);
  }
}
