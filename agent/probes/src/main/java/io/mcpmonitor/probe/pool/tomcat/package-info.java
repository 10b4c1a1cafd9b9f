/** The probe for Tomcat JDBC Pool. */
@NullMarked
package io.mcpmonitor.probe.pool.tomcat;

import org.jspecify.annotations.NullMarked;
