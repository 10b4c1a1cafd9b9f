/** The list of all probes; each has a package of its own below. */
@NullMarked
package io.mcpmonitor.probe;

import org.jspecify.annotations.NullMarked;
