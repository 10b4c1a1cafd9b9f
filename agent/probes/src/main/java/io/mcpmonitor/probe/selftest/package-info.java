/** The advice of the engine's self-test. */
@NullMarked
package io.mcpmonitor.probe.selftest;

import org.jspecify.annotations.NullMarked;
