/**
 * Puts hooks into the application's classes and links them to advice, without a trace in between.
 */
@NullMarked
package io.mcpmonitor.engine;

import org.jspecify.annotations.NullMarked;
