/** An MCP server on Spring Boot and Spring AI. */
package com.example.spring;
