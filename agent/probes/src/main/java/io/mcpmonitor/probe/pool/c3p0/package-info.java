/** The probe for c3p0. */
@NullMarked
package io.mcpmonitor.probe.pool.c3p0;

import org.jspecify.annotations.NullMarked;
