package io.backdrop.coroutines

import io.backdrop.Backdrop
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.Executor
import java.util.concurrent.LinkedBlockingDeque
import kotlinx.coroutines.asCoroutineDispatcher
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** An executor may carry what a thread knows of its request to the tasks that it is given. */
class ContextTest {

    private val request = ThreadLocal<String>()

    private fun carrying(executor: Executor) = Executor { task ->
        val carried = request.get()
        executor.execute {
            request.set(carried)
            try {
                task.run()
            } finally {
                request.remove()
            }
        }
    }

    @Test
    fun `each disposer sees the request that closed its value whichever task comes first`() {
        val tasks = LinkedBlockingDeque<Runnable>()
        val strategy = carrying(tasks::add).asCoroutineDispatcher().asBackdropStrategy()
        val requests = ConcurrentHashMap<String, String>()
        for (name in listOf("a", "b", "c")) {
            request.set(name)
            Backdrop.of(name, { requests[it] = request.get() }, strategy).close()
        }

        while (tasks.isNotEmpty()) {
            tasks.removeLast().run() // That the first one gets to a busy worker is enough for this.
        }

        assertThat(requests).isEqualTo(mapOf("a" to "a", "b" to "b", "c" to "c"))
    }
}
