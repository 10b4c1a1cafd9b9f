/** Export by OTLP: queues, one thread for each signal, retries, and what became of each item. */
@NullMarked
package io.mcpmonitor.output.otlp;

import org.jspecify.annotations.NullMarked;
