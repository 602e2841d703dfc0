package io.backdrop.coroutines

import java.util.concurrent.atomic.AtomicReference

/**
 * Those that nobody has taken: a chain of the tasks themselves, the latest first. Whoever takes one
 * leaves out what is taken behind it, so that a chain that is run in its order never has more than
 * one of these.
 */
internal class PendingTasks {

    /** Leads to all that nobody has taken. Any thread adds to it. */
    private val latest = AtomicReference<DisposalTask?>()

    /** Not by an exchange, after which the stack may end: what is behind the task would be lost. */
    fun add(task: DisposalTask) {
        do {
            val last = latest.get()
            task.follow(last)
        } while (!latest.compareAndSet(last, task))
    }

    /** Whether there are none. Leaves out all that somebody has taken. */
    fun isEmpty(): Boolean {
        val last = latest.get()
        val empty = from(last).fold(true) { empty, task -> empty and task.isTaken() }
        return empty && latest.compareAndSet(last, null)
    }

    /** All of them, and perhaps some that somebody takes meanwhile. */
    fun oldestFirst(): List<DisposalTask> = from(latest.get()).toList().asReversed()

    private fun from(last: DisposalTask?) = generateSequence(last) { it.skipTaken(Int.MAX_VALUE) }
}
