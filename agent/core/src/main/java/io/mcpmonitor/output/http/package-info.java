/**
 * The agent's own endpoint: a small HTTP/1.1 server that no client can hold, and the paths it
 * answers from a snapshot.
 */
@NullMarked
package io.mcpmonitor.output.http;

import org.jspecify.annotations.NullMarked;
