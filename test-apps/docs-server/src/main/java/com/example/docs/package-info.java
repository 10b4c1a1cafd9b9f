/** An MCP server over a folder of Markdown files: search, read, and SQL questions. */
@NullMarked
package com.example.docs;

import org.jspecify.annotations.NullMarked;
