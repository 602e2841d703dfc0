package io.backdrop.coroutines

import io.backdrop.Disposal
import java.lang.ref.WeakReference
import java.util.concurrent.atomic.AtomicReference

/**
 * One hand-off. A task of its own, because an executor behind the dispatcher may run each task in
 * the context of whoever gave it that. Holds the disposal until somebody takes it; then nothing, or
 * what the disposer threw, which this does not keep alive.
 */
internal class DisposalTask(private val strategy: OnDispatcher, disposal: Disposal) :
    AtomicReference<Any?>(), Runnable {

    init {
        lazySet(disposal) // The queue publishes it.
    }

    /** The disposal, for whoever comes first. */
    fun take(): Disposal? = (get() as? Disposal)?.takeIf { compareAndSet(it, null) }

    fun isTaken(): Boolean = get() !is Disposal

    fun failedWith(thrown: Throwable): Boolean {
        val failure = get()
        return failure is WeakReference<*> && failure.get() === thrown
    }

    /**
     * A worker would pass a disposer's interrupt on to the next coroutine; what the thread had
     * before is its own, which is the closer's where this runs in place.
     */
    override fun run() {
        val own = Thread.currentThread().isInterrupted
        val disposal = take() ?: return
        try {
            strategy.forgetTaken()
            disposal.run()
        } catch (thrown: Throwable) {
            set(WeakReference(thrown))
            throw thrown
        } finally {
            if (!own) {
                Thread.interrupted()
            }
        }
    }
}
