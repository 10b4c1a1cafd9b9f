package io.mcpmonitor.scan;

import org.jspecify.annotations.Nullable;

/**
 * The recovery method at one moment.
 *
 * @param method as the user names it
 * @param calls how often it was called, for stalled scans and by command
 * @param running whether the last call has not returned
 * @param secondsSinceCall since the last call; null before the first
 * @param lastError what the last call threw; null when it did not
 */
public record RecoveryView(
    String method,
    long calls,
    boolean running,
    @Nullable Double secondsSinceCall,
    @Nullable String lastError) {}
