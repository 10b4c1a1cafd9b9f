package io.mcpmonitor.event;

import org.jspecify.annotations.Nullable;

/**
 * A statement without its literals.
 *
 * @param query the text with {@code ?} for every literal, cut when it is long
 * @param operation its first verb in upper case, such as {@code SELECT}; null when there is none
 * @param collection the table, when it names exactly one
 * @param summary verbs and tables in the order they stand in, such as {@code SELECT orders}
 */
public record SqlText(
    String query, @Nullable String operation, @Nullable String collection, String summary) {}
