package io.backdrop.coroutines

import io.backdrop.Backdrop
import io.backdrop.Disposal
import io.backdrop.Disposer
import java.lang.ref.WeakReference
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

/** More than one release leaves out. */
private const val MANY = 1_000

/** What a dispatcher was given and nobody has taken is found, whatever else was taken. */
class PendingTasksTest {

    private val pending = PendingTasks()

    @Test
    fun `the oldest comes first`() {
        val tasks = add(3)

        assertThat(pending.oldestFirst()).isEqualTo(tasks)
        assertThat(pending.isEmpty()).isFalse()
    }

    @Test
    fun `what is taken is left out, wherever it is`() {
        val tasks = add(5)
        listOf(1, 2, 4).forEach { tasks[it].run() }

        assertThat(pending.isEmpty()).isFalse()

        assertThat(pending.oldestFirst()).containsExactly(tasks[0], tasks[3], tasks[4])
    }

    @Test
    fun `once all are taken it is empty, in whatever order that was`() {
        add(MANY).asReversed().forEach { it.run() }

        assertThat(pending.isEmpty()).isTrue()
        assertThat(pending.oldestFirst()).isEmpty()
    }

    @Test
    fun `a task that waits for long is found after many that do not`() {
        val waiting = add(1).single()
        add(MANY).asReversed().forEach { it.run() }
        add(MANY).forEach { it.run() }

        assertThat(pending.oldestFirst()).startsWith(waiting).hasSize(2)
    }

    /** Without anybody who looks for what is taken, behind one that waits. */
    @Test
    fun `what is taken in its order is not kept`() {
        add(1)
        val first = runAndForget()
        add(2).forEach { it.run() }

        while (first.get() != null) {
            System.gc()
        }
        assertThat(pending.oldestFirst()).hasSize(2)
    }

    private fun runAndForget(): WeakReference<DisposalTask> {
        val task = add(1).single()
        task.run()
        return WeakReference(task)
    }

    private fun add(count: Int): List<DisposalTask> =
        List(count) { DisposalTask(anyDisposal()) }.onEach(pending::add)

    private fun anyDisposal(): Disposal {
        var taken: Disposal? = null
        Backdrop.of("value", Disposer.none()) { taken = it }.close()
        return taken!!
    }
}
