/** The files by which the command line finds running agents. */
@NullMarked
package io.mcpmonitor.output.runfile;

import org.jspecify.annotations.NullMarked;
