/** The verdict on the monitored process: a pure function of one snapshot. */
@NullMarked
package io.mcpmonitor.health;

import org.jspecify.annotations.NullMarked;
