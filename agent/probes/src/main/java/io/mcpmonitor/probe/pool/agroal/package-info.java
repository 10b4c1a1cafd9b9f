/** The probe for Agroal. */
@NullMarked
package io.mcpmonitor.probe.pool.agroal;

import org.jspecify.annotations.NullMarked;
