/** MCP servers without an MCP library. */
@org.jspecify.annotations.NullMarked
package com.example.hand;
