package io.backdrop.coroutines

import io.backdrop.Disposal
import java.lang.ref.WeakReference
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** More than one release leaves out. */
private const val MANY = 1_000

/** What a dispatcher was given and nobody has taken is found, whatever else was taken. */
@Timeout(60)
class PendingTasksTest {

    private val pending = PendingTasks()

    @Test
    fun `the latest is taken first`() {
        val disposals = add(3)

        assertThat(pending.isEmpty()).isFalse()
        assertThat(takeAll()).isEqualTo(disposals.asReversed())
        assertThat(pending.isEmpty()).isTrue()
    }

    @Test
    fun `what has run is left out, wherever it is`() {
        val tasks = tasks(5)
        listOf(1, 2, 4).forEach { tasks[it].run() }

        assertThat(pending.isEmpty()).isFalse()
        assertThat(takeAll()).hasSize(2)
    }

    @Test
    fun `once all have run it is empty, in whatever order that was`() {
        tasks(MANY).asReversed().forEach { it.run() }

        assertThat(pending.isEmpty()).isTrue()
        assertThat(takeAll()).isEmpty()
    }

    @Test
    fun `one that waits for long is found behind many that have run`() {
        val waiting = add(1)
        tasks(MANY).asReversed().forEach { it.run() }
        tasks(MANY).forEach { it.run() }

        assertThat(takeAll()).isEqualTo(waiting)
    }

    /** Without anybody who looks. */
    @Test
    fun `what runs in its order is not kept, though one waits behind it`() {
        add(1)
        val first = addOneAndRun()
        tasks(2).forEach { it.run() }

        awaitCollection(first)
        assertThat(takeAll()).hasSize(1)
    }

    @Test
    fun `a look leaves out what has run in another order`() {
        add(1)
        val first = addOneThatRunsLast()

        assertThat(pending.isEmpty()).isFalse()

        awaitCollection(first)
    }

    @Test
    fun `a release leaves out only some`() {
        tasks(MANY).asReversed().forEach { it.run() }
        val last = tasks(1).single()
        last.run()

        assertThat(last.skipTaken(0)).`as`("still leads to others").isNotNull()
    }

    private fun addOneAndRun(): WeakReference<DisposalTask> {
        val task = tasks(1).single()
        task.run()
        return WeakReference(task)
    }

    private fun addOneThatRunsLast(): WeakReference<DisposalTask> {
        val tasks = tasks(MANY)
        tasks.asReversed().forEach { it.run() }
        return WeakReference(tasks.first())
    }

    private fun awaitCollection(task: WeakReference<DisposalTask>) {
        while (task.get() != null) {
            System.gc()
        }
    }

    private fun takeAll(): List<Disposal> = generateSequence { pending.takeLatest() }.toList()

    private fun add(count: Int): List<Disposal> =
        List(count) { anyDisposal() }.onEach { pending.add(DisposalTask(it)) }

    private fun tasks(count: Int): List<DisposalTask> =
        List(count) { DisposalTask(anyDisposal()) }.onEach(pending::add)
}
