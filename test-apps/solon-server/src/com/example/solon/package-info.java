/** An MCP server on Solon. */
package com.example.solon;
