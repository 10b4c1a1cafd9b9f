package io.mcpmonitor.event;

import org.jspecify.annotations.Nullable;

/**
 * Who waits for a connection or holds one, at one moment.
 *
 * @param pool of the connection
 * @param call the MCP call that it is for; null when for none
 * @param threadName of the thread that asked
 * @param threadId of the thread that asked
 * @param isWaiting whether the connection is still waited for
 * @param sinceNanos when it was asked for, or when it was there; on the clock of {@link
 *     System#nanoTime()}
 * @param stack who took the connection; null unless somebody asked for that
 */
@SuppressWarnings("ArrayRecordComponent") // made for each look at it, and never compared
public record Borrower(
    PoolRef pool,
    @Nullable McpCall call,
    String threadName,
    long threadId,
    boolean isWaiting,
    long sinceNanos,
    StackTraceElement @Nullable [] stack) {}
