/** The probe for R2DBC Pool. */
@NullMarked
package io.mcpmonitor.probe.pool.r2dbc;

import org.jspecify.annotations.NullMarked;
