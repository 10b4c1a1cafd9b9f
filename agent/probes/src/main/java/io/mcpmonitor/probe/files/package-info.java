/** Probes for scans of files: which folders are read, and what is opened of what was found. */
@NullMarked
package io.mcpmonitor.probe.files;

import org.jspecify.annotations.NullMarked;
