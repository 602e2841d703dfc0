package io.backdrop.coroutines

import io.backdrop.Disposal
import java.lang.ref.WeakReference
import java.util.concurrent.atomic.AtomicBoolean

/**
 * One hand-off. A task of its own, because an executor behind the dispatcher may run each task in
 * the context of whoever gave it that. True once somebody has taken the disposal.
 */
internal class DisposalTask(private val strategy: OnDispatcher, disposal: Disposal) :
    AtomicBoolean(), Runnable {

    /**
     * The disposal, for whoever takes it, to whom the queue or the dispatcher publishes it; null
     * then; and what the disposer threw, not kept alive, for a closer in whose thread it ran.
     */
    private var content: Any? = disposal

    /** The disposal, for whoever comes first. */
    fun take(): Disposal? {
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

    /**
     * A worker would pass a disposer's interrupt on to the next coroutine; what the thread had
     * before is its own, which is the closer's where this runs in place.
     */
    override fun run() {
        val own = Thread.currentThread().isInterrupted
        val taken = take() ?: return
        try {
            strategy.forgetTaken()
            taken.run()
        } catch (thrown: Throwable) {
            content = WeakReference(thrown)
            throw thrown
        } finally {
            if (!own) {
                Thread.interrupted()
            }
        }
    }
}
