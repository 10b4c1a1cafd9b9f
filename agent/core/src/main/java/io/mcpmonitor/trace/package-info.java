/** Who caused whom: identities of operations, and how they travel between processes. */
@NullMarked
package io.mcpmonitor.trace;

import org.jspecify.annotations.NullMarked;
