/** Reads statements and addresses of databases, and leaves out what may be a secret. */
@NullMarked
package io.mcpmonitor.sql;

import org.jspecify.annotations.NullMarked;
