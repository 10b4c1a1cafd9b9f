/** What the official MCP conformance suite expects to find on a server. */
@NullMarked
package com.example.conformance;

import org.jspecify.annotations.NullMarked;
