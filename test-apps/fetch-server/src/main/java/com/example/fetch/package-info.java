/** An MCP server that fetches pages, in every way a handler may choose. */
@NullMarked
package com.example.fetch;

import org.jspecify.annotations.NullMarked;
