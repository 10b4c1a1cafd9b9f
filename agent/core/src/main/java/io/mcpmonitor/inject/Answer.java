package io.mcpmonitor.inject;

/**
 * What a client gets.
 *
 * @param text plain text or JSON
 * @param failed whether a tool tells this as an error
 */
public record Answer(String text, boolean failed) {}
