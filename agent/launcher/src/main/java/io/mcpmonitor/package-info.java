/** The only classes of the agent on the application's class path: they start the isolated rest. */
@NullMarked
package io.mcpmonitor;

import org.jspecify.annotations.NullMarked;
