package io.backdrop.coroutines

import io.backdrop.Disposal
import java.util.concurrent.atomic.AtomicReference

/**
 * The tasks that nobody has taken: a chain of them, the latest first. Whoever takes one leaves out
 * some that are taken behind it. So, where they run in their order, no more than one that is taken
 * is kept, even if one waits behind it for long.
 */
internal class PendingTasks {

    /** Leads to all that nobody has taken. Any thread adds to it. */
    private val latest = AtomicReference<DisposalTask?>()

    /**
     * Not by an exchange: what is behind the task would not be found before it is linked, and never
     * again if the stack ends there.
     */
    fun add(task: DisposalTask) {
        do {
            val last = latest.get()
            task.follow(last)
        } while (!latest.compareAndSet(last, task))
    }

    /** Whether there are none. Leaves out all that are taken, in whatever order they have run. */
    fun isEmpty(): Boolean {
        val last = latest.get()
        var empty = true
        var task = last
        while (task != null) {
            empty = empty and task.isTaken()
            task = task.skipTaken(Int.MAX_VALUE)
        }
        return empty && latest.compareAndSet(last, null)
    }

    /**
     * The disposal of the latest one; null for none. Takes no memory, of which there may be none.
     */
    fun takeLatest(): Disposal? {
        var task = latest.get()
        while (task != null) {
            task.take()?.let {
                return it
            }
            task = task.skipTaken(Int.MAX_VALUE)
        }
        return null
    }
}
