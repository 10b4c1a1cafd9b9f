package com.example.kotlin

import io.ktor.server.application.Application
import io.modelcontextprotocol.kotlin.sdk.CallToolResult
import io.modelcontextprotocol.kotlin.sdk.CreateMessageRequest
import io.modelcontextprotocol.kotlin.sdk.GetPromptResult
import io.modelcontextprotocol.kotlin.sdk.Implementation
import io.modelcontextprotocol.kotlin.sdk.LoggingLevel
import io.modelcontextprotocol.kotlin.sdk.LoggingMessageNotification
import io.modelcontextprotocol.kotlin.sdk.PromptArgument
import io.modelcontextprotocol.kotlin.sdk.PromptMessage
import io.modelcontextprotocol.kotlin.sdk.ReadResourceResult
import io.modelcontextprotocol.kotlin.sdk.Role
import io.modelcontextprotocol.kotlin.sdk.SamplingMessage
import io.modelcontextprotocol.kotlin.sdk.ServerCapabilities
import io.modelcontextprotocol.kotlin.sdk.TextContent
import io.modelcontextprotocol.kotlin.sdk.TextResourceContents
import io.modelcontextprotocol.kotlin.sdk.Tool
import io.modelcontextprotocol.kotlin.sdk.server.Server
import io.modelcontextprotocol.kotlin.sdk.server.ServerOptions
import io.modelcontextprotocol.kotlin.sdk.server.StdioServerTransport
import io.modelcontextprotocol.kotlin.sdk.server.mcp
import kotlinx.coroutines.CompletableDeferred
import kotlinx.io.asSink
import kotlinx.io.asSource
import kotlinx.io.buffered
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.jsonPrimitive

suspend fun serveStdio() {
    val ended = CompletableDeferred<Unit>()
    val server = server()
    server.onClose { ended.complete(Unit) }
    server.connect(
        StdioServerTransport(System.`in`.asSource().buffered(), System.out.asSink().buffered()),
    )
    ended.await()
}

fun Application.mcp(transport: String) {
    require(transport == "sse") { "0.4 has no $transport" }
    mcp { server() }
}

/** In this version a server has one client. */
private class Connection(val server: Server) : Caller {
    override suspend fun log(text: String) =
        server.sendLoggingMessage(
            LoggingMessageNotification(LoggingLevel.info, null, JsonObject(mapOf("text" to JsonPrimitive(text)))),
        )

    override suspend fun sample(): String =
        server
            .createMessage(
                CreateMessageRequest(
                    messages = listOf(SamplingMessage(Role.user, TextContent("hello"))),
                    systemPrompt = null,
                    includeContext = null,
                    temperature = null,
                    maxTokens = 10,
                    stopSequences = null,
                    modelPreferences = null,
                ),
            ).model

    override suspend fun roots(): Int = server.listRoots().roots.size

    override fun offer(name: String) {
        val text = "$name of the server itself"
        if (name.contains("://")) {
            server.addResource(name, name, "its own", "text/plain") { request ->
                ReadResourceResult(listOf(TextResourceContents(text, request.uri, "text/plain")))
            }
        } else {
            server.addTool(name, "its own", Tool.Input()) { CallToolResult(listOf(TextContent(text))) }
        }
    }
}

private fun server(): Server {
    val server =
        Server(
            Implementation("kotlin-server", "1"),
            ServerOptions(
                ServerCapabilities(
                    tools = ServerCapabilities.Tools(listChanged = false),
                    prompts = ServerCapabilities.Prompts(listChanged = false),
                    resources = ServerCapabilities.Resources(listChanged = false, subscribe = false),
                    logging = JsonObject(emptyMap()),
                ),
            ),
        )
    for (tool in TOOLS) {
        val properties =
            buildJsonObject {
                tool.parameters.forEach { put(it, parameter(it)) }
            }
        server.addTool(tool.name, tool.description, Tool.Input(properties, tool.parameters)) { request ->
            val arguments = request.arguments.mapValues { it.value.jsonPrimitive.content }
            val answer = tool.body(arguments, Connection(server))
            CallToolResult(listOf(TextContent(answer.text)), isError = answer.isError)
        }
    }
    server.addPrompt("greeting", "Greets somebody", listOf(PromptArgument("name", "whom", true))) { request ->
        GetPromptResult(
            "Greets somebody",
            listOf(PromptMessage(Role.user, TextContent("Greet ${request.arguments?.get("name")}"))),
        )
    }
    server.addResource("matrix://motd", "motd", "message of the day", "text/plain") { request ->
        ReadResourceResult(listOf(TextResourceContents("Be kind.", request.uri, "text/plain")))
    }
    return server
}

/** Old clients take no parameter without a type. */
private fun parameter(name: String) =
    buildJsonObject {
        put("type", JsonPrimitive("string"))
        put("description", JsonPrimitive(name))
    }
