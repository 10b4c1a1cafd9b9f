/** The settings: one typed tree, where each value came from, and what was wrong with the rest. */
@NullMarked
package io.mcpmonitor.config;

import org.jspecify.annotations.NullMarked;
