package io.backdrop.coroutines

import io.backdrop.Disposal
import java.lang.ref.WeakReference
import java.util.concurrent.atomic.AtomicBoolean

/** So that no release waits long for that, in whatever order the tasks run. */
private const val MOST_SKIPPED = 64

/**
 * One hand-off. A task of its own, because an executor behind the dispatcher may run each task in
 * the context of whoever gave it that. True once somebody has taken the disposal.
 */
internal class DisposalTask(disposal: Disposal) : AtomicBoolean(), Runnable {

    /**
     * The disposal, for whoever takes it, to whom the strategy or the dispatcher publishes it; null
     * then; and what the disposer threw, not kept alive, for a closer in whose thread it ran.
     */
    private var content: Any? = disposal

    /**
     * Leads to all tasks that came before this one and that nobody has taken. Written by the closer
     * before the task is published; then by whoever leaves out some that are taken, in a race in
     * which each value is right: a task that is taken stays so, and what this leads to was
     * published before the task itself.
     */
    private var earlier: DisposalTask? = null

    /** By the closer, before this is published. */
    fun follow(latest: DisposalTask?) {
        earlier = latest
    }

    /** The next one before this one that may wait. Leaves out those between that do not. */
    fun skipTaken(most: Int): DisposalTask? {
        var next = earlier
        var skipped = 0
        while (next != null && skipped < most && next.isTaken()) {
            next = next.earlier
            skipped++
        }
        if (skipped > 0) {
            earlier = next
        }
        return next
    }

    /** The disposal, for whoever comes first. */
    fun take(): Disposal? {
        skipTaken(MOST_SKIPPED) // Before anything is taken: the stack may end in here.
        if (get() || !compareAndSet(false, true)) {
            return null
        }
        val taken = content as Disposal?
        content = null
        return taken
    }

    fun isTaken(): Boolean = get()

    fun failedWith(thrown: Throwable): Boolean {
        val failure = content
        return failure is WeakReference<*> && failure.get() === thrown
    }

    override fun run() {
        val taken = take() ?: return
        try {
            taken.runIsolated()
        } catch (thrown: Throwable) {
            content = WeakReference(thrown)
            throw thrown
        }
    }
}
