package io.backdrop.coroutines

import io.backdrop.Backdrop
import io.backdrop.Disposer
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executors
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.asExecutor
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.ValueSource

/** The first value that a JVM closes by a dispatcher waits for no class. */
@Timeout(60)
class FirstCloseTest {

    @ParameterizedTest
    @ValueSource(strings = ["executor", "default", "io", "view"])
    fun `its closer initializes none`(dispatcher: String) {
        val printed = printedBy(dispatcher)
        val (before, after) = printed.split("closing\n")

        assertThat(initialized(before)).isNotEmpty()
        assertThat(initialized(after.substringBefore("closed\n"))).isEmpty()
    }

    private fun printedBy(dispatcher: String): String {
        val java = Path.of(System.getProperty("java.home"), "bin", "java")
        val options = listOf("-Xlog:class+init=info", "-cp", System.getProperty("java.class.path"))
        val main = listOf(FirstClose::class.java.name, dispatcher)
        val process = ProcessBuilder(listOf("$java") + options + main).start()
        return process.inputReader().readText()
    }

    private fun initialized(printed: String): List<String> =
        printed.lines().filter { it.endsWith("by thread \"main\"") }
}

internal object FirstClose {

    @JvmStatic
    fun main(arguments: Array<String>) {
        val dispatcher = dispatcher(arguments.single())
        CompletableFuture.runAsync({}, dispatcher.asExecutor()).join() // In use, as in a program.
        val first = Backdrop.of("first", Disposer.none(), dispatcher.asBackdropStrategy())
        println("closing")
        first.close()
        println("closed")
        Runtime.getRuntime().halt(0)
    }

    private fun dispatcher(name: String): CoroutineDispatcher =
        when (name) {
            "executor" -> Executors.newSingleThreadExecutor().asCoroutineDispatcher()
            "default" -> Dispatchers.Default
            "io" -> Dispatchers.IO
            else -> Dispatchers.Default.limitedParallelism(1)
        }
}
