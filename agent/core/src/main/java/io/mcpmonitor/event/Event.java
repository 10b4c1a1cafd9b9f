package io.mcpmonitor.event;

/**
 * Something that happened in the application. Events hold JDK values only, never an object of the
 * application, so that nothing of the application is kept alive by the agent.
 */
public sealed interface Event permits McpEvent, PoolEvent, ScanEvent, Operation {}
