/** Recording: events become OpenTelemetry measurements, under bounded names. */
@NullMarked
package io.mcpmonitor.record;

import org.jspecify.annotations.NullMarked;
