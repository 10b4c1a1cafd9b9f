package com.example.kotlin

import io.ktor.server.application.Application
import io.ktor.server.application.install
import io.ktor.server.routing.post
import io.ktor.server.routing.routing
import io.ktor.server.sse.SSE
import io.ktor.server.sse.sse
import io.modelcontextprotocol.kotlin.sdk.server.ClientConnection
import io.modelcontextprotocol.kotlin.sdk.server.Server
import io.modelcontextprotocol.kotlin.sdk.server.ServerOptions
import io.modelcontextprotocol.kotlin.sdk.server.SseServerTransport
import io.modelcontextprotocol.kotlin.sdk.server.StdioServerTransport
import io.modelcontextprotocol.kotlin.sdk.server.mcpStatelessStreamableHttp
import io.modelcontextprotocol.kotlin.sdk.server.mcpStreamableHttp
import io.modelcontextprotocol.kotlin.sdk.types.CallToolResult
import io.modelcontextprotocol.kotlin.sdk.types.CreateMessageRequest
import io.modelcontextprotocol.kotlin.sdk.types.CreateMessageRequestParams
import io.modelcontextprotocol.kotlin.sdk.types.GetPromptResult
import io.modelcontextprotocol.kotlin.sdk.types.Implementation
import io.modelcontextprotocol.kotlin.sdk.types.LoggingLevel
import io.modelcontextprotocol.kotlin.sdk.types.LoggingMessageNotification
import io.modelcontextprotocol.kotlin.sdk.types.LoggingMessageNotificationParams
import io.modelcontextprotocol.kotlin.sdk.types.PromptArgument
import io.modelcontextprotocol.kotlin.sdk.types.PromptMessage
import io.modelcontextprotocol.kotlin.sdk.types.ReadResourceResult
import io.modelcontextprotocol.kotlin.sdk.types.Role
import io.modelcontextprotocol.kotlin.sdk.types.SamplingMessage
import io.modelcontextprotocol.kotlin.sdk.types.ServerCapabilities
import io.modelcontextprotocol.kotlin.sdk.types.TextContent
import io.modelcontextprotocol.kotlin.sdk.types.TextResourceContents
import io.modelcontextprotocol.kotlin.sdk.types.ToolSchema
import java.util.concurrent.ConcurrentHashMap
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
    val session =
        server().createSession(
            StdioServerTransport(System.`in`.asSource().buffered(), System.out.asSink().buffered()),
        )
    session.onClose { ended.complete(Unit) }
    ended.await()
}

fun Application.mcp(transport: String) {
    when (transport) {
        "sse" -> {
            install(SSE)
            val open = ConcurrentHashMap<String, SseServerTransport>()
            routing {
                sse("/sse") {
                    val transport = SseServerTransport("/message", this)
                    open[transport.sessionId] = transport
                    val ended = CompletableDeferred<Unit>()
                    server().createSession(transport).onClose { ended.complete(Unit) }
                    ended.await()
                }
                post("/message") {
                    open[call.request.queryParameters["sessionId"]]?.handlePostMessage(call)
                }
            }
        }
        "stateless" -> mcpStatelessStreamableHttp { server() }
        else -> mcpStreamableHttp { server() }
    }
}

private class Connection(val server: Server, val client: ClientConnection) : Caller {
    override suspend fun log(text: String) =
        client.sendLoggingMessage(
            LoggingMessageNotification(LoggingMessageNotificationParams(LoggingLevel.Info, JsonPrimitive(text))),
        )

    override suspend fun sample(): String =
        client
            .createMessage(
                CreateMessageRequest(
                    CreateMessageRequestParams(
                        maxTokens = 10,
                        messages = listOf(SamplingMessage(Role.User, TextContent("hello"))),
                    ),
                ),
            ).model

    override suspend fun roots(): Int = client.listRoots().roots.size

    override fun offer(name: String) {
        val text = "$name of the server itself"
        if (name.contains("://")) {
            server.addResource(name, name, "its own", "text/plain") { request ->
                ReadResourceResult(listOf(TextResourceContents(text, request.uri, "text/plain")))
            }
        } else {
            server.addTool(name, "its own", ToolSchema()) { CallToolResult(listOf(TextContent(text))) }
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
        server.addTool(tool.name, tool.description, ToolSchema(properties = properties, required = tool.parameters)) { request ->
            val arguments = request.arguments.orEmpty().mapValues { it.value.jsonPrimitive.content }
            val answer = tool.body(arguments, Connection(server, this))
            CallToolResult(listOf(TextContent(answer.text)), isError = answer.isError)
        }
    }
    server.addPrompt("greeting", "Greets somebody", listOf(PromptArgument("name", "whom", true))) { request ->
        GetPromptResult(
            listOf(PromptMessage(Role.User, TextContent("Greet ${request.arguments?.get("name")}"))),
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
