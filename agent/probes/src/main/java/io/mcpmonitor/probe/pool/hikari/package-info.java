/** The probe for HikariCP. */
@NullMarked
package io.mcpmonitor.probe.pool.hikari;

import org.jspecify.annotations.NullMarked;
