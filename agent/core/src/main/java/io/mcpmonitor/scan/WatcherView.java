package io.mcpmonitor.scan;

import org.jspecify.annotations.Nullable;

/**
 * What watches folders at one moment.
 *
 * @param name the method of the application that made it, else its kind
 * @param kind such as {@code WatchService}
 * @param alive whether somebody takes its events
 * @param reason why it is not alive; null while it is
 * @param events how many there were
 * @param overflows how often events were lost
 * @param secondsSinceEvent since the last event; null before the first
 */
public record WatcherView(
    String name,
    String kind,
    boolean alive,
    @Nullable String reason,
    long events,
    long overflows,
    @Nullable Double secondsSinceEvent) {}
