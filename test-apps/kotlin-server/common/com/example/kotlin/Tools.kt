package com.example.kotlin

import java.sql.DriverManager
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext

/** What a tool answers. */
class Answer(val text: String, val isError: Boolean = false)

/** What a tool may ask its client. */
interface Caller {
    suspend fun log(text: String)

    suspend fun sample(): String

    suspend fun roots(): Int

    /** Adds a tool of this name, or a resource of this address, to the server. */
    fun offer(name: String)
}

/** A tool that knows no version of the SDK: its arguments come as texts. */
class SampleTool(
    val name: String,
    val description: String,
    val parameters: List<String>,
    val body: suspend (Map<String, String>, Caller) -> Answer,
)

/** Tools of every kind: on one thread, on others, that pause, that fail. */
val TOOLS =
    listOf(
        SampleTool("echo", "Says the text again", listOf("text")) { arguments, _ ->
            Answer(arguments.getValue("text"))
        },
        SampleTool("add", "Adds two numbers", listOf("a", "b")) { arguments, _ ->
            Answer("${arguments.getValue("a").toInt() + arguments.getValue("b").toInt()}")
        },
        SampleTool("fail", "Answers with isError", listOf()) { _, _ ->
            Answer("this tool always fails", isError = true)
        },
        SampleTool("throw", "Throws an exception", listOf()) { _, _ -> error("boom") },
        SampleTool("slow", "Takes its time", listOf("ms")) { arguments, _ ->
            delay(arguments.getValue("ms").toLong())
            Answer("slept")
        },
        SampleTool("notify", "Sends a log message", listOf()) { _, caller ->
            caller.log("something happened")
            Answer("log")
        },
        SampleTool("ask_client", "Asks the client for a sample and its roots", listOf()) { _, caller ->
            caller.sample()
            Answer("roots ${caller.roots()}")
        },
        SampleTool("offer", "Adds a tool or a resource", listOf("name")) { arguments, caller ->
            caller.offer(arguments.getValue("name"))
            Answer("offered")
        },
        SampleTool("query", "Asks the database, on another thread", listOf()) { _, _ ->
            Answer(withContext(Dispatchers.IO) { query() })
        },
        SampleTool("query_later", "Asks the database after a pause, in a coroutine of nobody", listOf()) { _, _ ->
            delay(5)
            Answer(CoroutineScope(Dispatchers.Default).async { query() }.await())
        },
    )

private fun query(): String =
    DriverManager.getConnection("jdbc:h2:mem:sample;DB_CLOSE_DELAY=-1").use { connection ->
        connection.createStatement().use { statement ->
            statement.executeQuery("select 40 + 2").use { rows ->
                rows.next()
                rows.getString(1)
            }
        }
    }
