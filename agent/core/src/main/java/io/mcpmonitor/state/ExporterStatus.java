package io.mcpmonitor.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the export of one signal goes.
 *
 * @param signal {@code traces}, {@code metrics} or {@code logs}
 * @param endpoint where it goes, without credentials
 * @param protocol {@code http/protobuf} or {@code grpc}
 * @param exported spans, data points or log records that were taken
 * @param failed those that were refused or given up
 * @param dropped those that found the queue full
 * @param lastError what went wrong last; null when nothing has
 * @param lastSuccess when something was taken last; null before the first time
 * @param failingSince since when nothing is taken; null while it works
 */
public record ExporterStatus(
    String signal,
    String endpoint,
    String protocol,
    long exported,
    long failed,
    long dropped,
    @Nullable String lastError,
    @Nullable Instant lastSuccess,
    @Nullable Instant failingSince) {}
