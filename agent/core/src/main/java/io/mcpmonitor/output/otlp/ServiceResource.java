package io.mcpmonitor.output.otlp;

import io.mcpmonitor.state.Snapshot;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all signals say of this process. The MCP server tells its name when it starts, so the first
 * export waits for that, at most {@value #LONGEST_WAIT_SECONDS} seconds; a server that comes later
 * gives its name to what is sent from then on.
 */
public final class ServiceResource {
  static final int LONGEST_WAIT_SECONDS = 10;

  private final Resource process;
  private final Supplier<Snapshot.Service> service;
  private final BooleanSupplier known;
  private final long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WAIT_SECONDS);
  private volatile @Nullable Made made;

  private record Made(Snapshot.Service service, Resource resource) {}

  /**
   * @param process what does not change
   * @param service what the process is called at the moment
   * @param known whether that is its final name
   */
  public ServiceResource(
      Resource process, Supplier<Snapshot.Service> service, BooleanSupplier known) {
    this.process = process;
    this.service = service;
    this.known = known;
  }

  /** As known at the moment. */
  Resource get() {
    Snapshot.Service now = service.get();
    Made last = made;
    if (last == null || !last.service.equals(now)) {
      last = new Made(now, process.merge(Resource.create(attributes(now))));
      made = last;
    }
    return last.resource;
  }

  /** Whether there is no sense in waiting for a better name. */
  boolean isSettled() {
    return known.getAsBoolean() || System.nanoTime() - deadline >= 0;
  }

  private static Attributes attributes(Snapshot.Service service) {
    AttributesBuilder attributes = Attributes.builder();
    put(attributes, "service.name", service.name());
    put(attributes, "service.version", service.version());
    put(attributes, "deployment.environment.name", service.environment());
    put(attributes, "cloud.region", service.region());
    return attributes.build();
  }

  private static void put(AttributesBuilder attributes, String key, @Nullable String value) {
    if (value != null) {
      attributes.put(AttributeKey.stringKey(key), value);
    }
  }
}
