package com.example.kotlin

import io.ktor.server.application.Application
import io.ktor.server.cio.CIO
import io.ktor.server.engine.embeddedServer
import kotlinx.coroutines.runBlocking

/** `--transport stdio | sse | streamable | stateless` */
fun main(arguments: Array<String>) {
    when (val transport = arguments[1]) {
        "stdio" -> runBlocking { serveStdio() }
        else -> serveHttp { mcp(transport) }
    }
}

private fun serveHttp(module: Application.() -> Unit) {
    val server = embeddedServer(CIO, port = 0, host = "127.0.0.1", module = module)
    server.start(wait = false)
    val port = runBlocking { server.engine.resolvedConnectors().first().port }
    System.err.println("listening on http://127.0.0.1:$port")
    Thread.currentThread().join()
}
