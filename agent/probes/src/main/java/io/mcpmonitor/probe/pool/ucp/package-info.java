/** The probe for Oracle UCP. */
@NullMarked
package io.mcpmonitor.probe.pool.ucp;

import org.jspecify.annotations.NullMarked;
