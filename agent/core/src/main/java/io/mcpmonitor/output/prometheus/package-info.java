/** The answer to a Prometheus scrape. */
@NullMarked
package io.mcpmonitor.output.prometheus;

import org.jspecify.annotations.NullMarked;
