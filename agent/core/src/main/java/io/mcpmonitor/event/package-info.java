/**
 * What happened in the application, as plain values: the vocabulary between probes and everything
 * behind them.
 */
@NullMarked
package io.mcpmonitor.event;

import org.jspecify.annotations.NullMarked;
