/** A probe for Lucene: what a scan puts into an index is progress. */
@NullMarked
package io.mcpmonitor.probe.lucene;

import org.jspecify.annotations.NullMarked;
