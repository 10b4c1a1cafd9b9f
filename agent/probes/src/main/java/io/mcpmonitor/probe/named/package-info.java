/** A probe for the application's own methods that its user names in the settings. */
@NullMarked
package io.mcpmonitor.probe.named;

import org.jspecify.annotations.NullMarked;
