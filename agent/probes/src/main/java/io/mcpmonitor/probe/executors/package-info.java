/** Work that is handed to another thread stays part of the operation that caused it. */
@NullMarked
package io.mcpmonitor.probe.executors;

import org.jspecify.annotations.NullMarked;
