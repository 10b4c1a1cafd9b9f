/** The probe for Vibur DBCP. */
@NullMarked
package io.mcpmonitor.probe.pool.vibur;

import org.jspecify.annotations.NullMarked;
