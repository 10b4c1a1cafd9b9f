/**
 * Stands in for {@code java.util.logging} in the bundled libraries: the build of the jar renames
 * their references to it. The real one reads its settings once, when it is first used, and that
 * must be the application's doing.
 */
@NullMarked
package io.mcpmonitor.support.jul;

import org.jspecify.annotations.NullMarked;
