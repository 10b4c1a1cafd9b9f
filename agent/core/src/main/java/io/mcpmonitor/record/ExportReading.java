package io.mcpmonitor.record;

/**
 * What became of the items of one signal.
 *
 * @param signal {@code traces}, {@code metrics} or {@code logs}
 * @param exported items that were taken
 * @param failed those that were refused or given up
 * @param dropped those that found the queue full
 */
public record ExportReading(String signal, long exported, long failed, long dropped) {}
