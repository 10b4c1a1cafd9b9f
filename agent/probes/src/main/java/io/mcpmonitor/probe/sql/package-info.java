/** The probes for JDBC drivers. */
@NullMarked
package io.mcpmonitor.probe.sql;

import org.jspecify.annotations.NullMarked;
