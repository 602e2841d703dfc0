package io.backdrop.coroutines

import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.locks.LockSupport

/**
 * Looks now and then whether a dispatcher has ended, which it does not tell. One virtual thread
 * does so for all strategies on which something has been pending within the last minute. So a
 * closer has to add a strategy to these at most once a minute.
 */
internal object EndWatch : Runnable {

    private const val LOOKS_IN_A_MINUTE = 120

    private const val INTERVAL = 500_000_000L

    private val watching = threads("backdrop-coroutines-watch")
    private val looking = threads("backdrop-coroutines-look")

    private val watched = ConcurrentHashMap.newKeySet<Watched>()
    private val running = AtomicBoolean()

    private fun threads(name: String) =
        Thread.ofVirtual().name(name).inheritInheritableThreadLocals(false).factory()

    /** To be called after that of which [Watched.isIdle] tells. */
    fun begin(strategy: Watched) {
        add(strategy)
        start()
    }

    private fun add(strategy: Watched) {
        if (!strategy.watched.get() && strategy.watched.compareAndSet(false, true)) {
            try {
                watched.add(strategy)
            } catch (notAdded: Throwable) { // The stack or memory has ended.
                strategy.watched.set(false)
                throw notAdded
            }
        }
    }

    private fun start() {
        if (!running.get() && running.compareAndSet(false, true)) {
            try {
                watching.newThread(this).start()
            } catch (notStarted: Throwable) {
                running.set(false)
                throw notStarted
            }
        }
    }

    /** Looks once more after it has said that it does not run: see [begin]. */
    override fun run() {
        do {
            try {
                lookWhileInUse()
            } finally {
                running.set(false)
            }
        } while (!watched.isEmpty() && running.compareAndSet(false, true))
    }

    private fun lookWhileInUse() {
        while (!watched.isEmpty()) {
            pauseAndLook()
        }
    }

    private fun pauseAndLook() {
        try {
            LockSupport.parkNanos(INTERVAL) // It takes memory too, on a virtual thread.
            watched.forEach { look(it) }
        } catch (_: OutOfMemoryError) {
            // There may be some at the next look.
        }
    }

    private fun look(strategy: Watched) {
        strategy.idleLooks = if (strategy.isIdle()) strategy.idleLooks + 1 else 0
        if (strategy.idleLooks >= LOOKS_IN_A_MINUTE) {
            end(strategy)
        } else if (strategy.idleLooks == 0) {
            startToLook(strategy)
        }
    }

    /** Looks once more after it has said that it does not watch it: see [begin]. */
    private fun end(strategy: Watched) {
        watched.remove(strategy)
        strategy.idleLooks = 0
        strategy.watched.set(false)
        if (!strategy.isIdle()) {
            begin(strategy)
        }
    }

    /**
     * On another thread: a dispatcher that is full may block whoever gives it a task, and where the
     * trash thread is full, that releases values itself.
     */
    private fun startToLook(strategy: Watched) {
        try {
            looking.newThread(strategy::look).start()
        } catch (_: Throwable) {
            // The next look tries again.
        }
    }
}
