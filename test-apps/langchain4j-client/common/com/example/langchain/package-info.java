/** An MCP client on LangChain4j; knows nothing of the agent. */
package com.example.langchain;
