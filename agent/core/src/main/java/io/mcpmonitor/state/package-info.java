/** The immutable picture of the monitored process that every output reads. */
@NullMarked
package io.mcpmonitor.state;

import org.jspecify.annotations.NullMarked;
