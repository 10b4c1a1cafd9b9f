package io.mcpmonitor.record;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/** Listens to garbage collections; the JVM calls from a thread of its own. */
final class GcPauses implements NotificationListener, AutoCloseable {
  private static final List<Double> SECONDS = List.of(0.01, 0.1, 1.0, 10.0);
  private static final AttributeKey<String> NAME = AttributeKey.stringKey("jvm.gc.name");
  private static final AttributeKey<String> ACTION = AttributeKey.stringKey("jvm.gc.action");
  private static final double MILLIS_PER_SECOND = 1e3;

  private final DoubleHistogram duration;
  private final List<NotificationEmitter> emitters = new ArrayList<>();

  GcPauses(MetricStore store) {
    duration = store.histogram(MetricNames.JVM_GC_DURATION, SECONDS);
    for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (bean instanceof NotificationEmitter emitter) {
        emitter.addNotificationListener(this, null, null);
        emitters.add(emitter);
      }
    }
  }

  @Override
  public void handleNotification(Notification notification, Object handback) {
    if (!notification
        .getType()
        .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      return;
    }
    GarbageCollectionNotificationInfo info =
        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
    duration.record(
        info.getGcInfo().getDuration() / MILLIS_PER_SECOND,
        Attributes.of(NAME, info.getGcName(), ACTION, info.getGcAction()));
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : emitters) {
      try {
        emitter.removeNotificationListener(this);
      } catch (ListenerNotFoundException ignored) {
        // then there is nothing to remove
      }
    }
  }
}
