/** What of the content of calls may be seen: nothing, its shape, or its values. */
@NullMarked
package io.mcpmonitor.capture;

import org.jspecify.annotations.NullMarked;
