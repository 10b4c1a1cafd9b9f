/** The probe for Alibaba Druid. */
@NullMarked
package io.mcpmonitor.probe.pool.druid;

import org.jspecify.annotations.NullMarked;
