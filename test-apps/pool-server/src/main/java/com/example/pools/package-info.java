/** An MCP server over a database, with whichever connection pool. Knows nothing of the agent. */
@NullMarked
package com.example.pools;

import org.jspecify.annotations.NullMarked;
