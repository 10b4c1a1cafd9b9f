/** Follows scans of files: what was found, what was worked on, whether it gets on. */
@NullMarked
package io.mcpmonitor.scan;

import org.jspecify.annotations.NullMarked;
