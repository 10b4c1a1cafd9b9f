package io.mcpmonitor.probe.pool.druid;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import io.mcpmonitor.engine.Probe.Requirement;
import java.util.List;

/** Connection pools of Alibaba Druid. */
public final class DruidProbe {
  private DruidProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "pool.druid",
        "Connection pools of Alibaba Druid",
        "com.alibaba:druid 1.2",
        DruidProbe.class.getPackageName(),
        "DruidScope",
        List.of(
            new Requirement("com.alibaba.druid.pool.DruidDataSource", "getActiveCount", 0),
            new Requirement("com.alibaba.druid.pool.DruidDataSource", "getPoolingCount", 0),
            new Requirement(
                "com.alibaba.druid.pool.DruidDataSource", "getNotEmptyWaitThreadCount", 0),
            new Requirement("com.alibaba.druid.pool.DruidDataSource", "getMaxActive", 0),
            new Requirement("com.alibaba.druid.pool.DruidDataSource", "getMinIdle", 0),
            new Requirement("com.alibaba.druid.pool.DruidDataSource", "getName", 0),
            new Requirement("com.alibaba.druid.pool.DruidDataSource", "getUrl", 0),
            new Requirement("com.alibaba.druid.pool.DruidDataSource", "getConnection", 1)),
        List.of(
            on("com.alibaba.druid.pool.DruidDataSource", "getConnection")
                .parameters(1)
                .with("DruidAdvice")
                .enter("asks")
                .exit("gets")
                .thrown("fails"),
            on("com.alibaba.druid.pool.DruidDataSource", "recycle")
                .parameters(1)
                .with("DruidAdvice")
                .enter("returns"),
            on("com.alibaba.druid.pool.DruidDataSource", "close")
                .parameters(0)
                .with("DruidAdvice")
                .enter("closes"),
            on("com.alibaba.druid.pool.DruidAbstractDataSource", "testConnectionInternal")
                .parameters(1, 2)
                .with("DruidAdvice")
                .enter("tries")
                .exit("tried")
                .thrown("notTried"),
            on("com.alibaba.druid.pool.DruidAbstractDataSource", "createPhysicalConnection")
                .parameters(0)
                .with("DruidAdvice")
                .enter("creates")
                .exit("created")
                .thrown("notCreated")));
  }
}
