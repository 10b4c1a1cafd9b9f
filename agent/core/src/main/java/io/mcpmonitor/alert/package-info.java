/** Alerts: rules over snapshots, what fires, and what did. */
@NullMarked
package io.mcpmonitor.alert;

import org.jspecify.annotations.NullMarked;
