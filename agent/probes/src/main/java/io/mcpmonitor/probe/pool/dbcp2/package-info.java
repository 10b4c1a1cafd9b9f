/** The probe for Apache Commons DBCP 2. */
@NullMarked
package io.mcpmonitor.probe.pool.dbcp2;

import org.jspecify.annotations.NullMarked;
