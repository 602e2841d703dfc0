package io.backdrop.coroutines

import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.locks.LockSupport

/**
 * Looks now and then whether a dispatcher has ended, which it does not tell. It does so from a
 * virtual thread, which ends a minute after nothing is pending any more: so a closer starts one at
 * most once a minute.
 */
internal class EndWatch(private val watched: OnDispatcher) : Runnable {

    private val running = AtomicBoolean()

    /** To be called after a disposal has become pending. */
    fun begin() {
        if (!running.get() && running.compareAndSet(false, true)) {
            start()
        }
    }

    private fun start() {
        try {
            THREADS.newThread(this).start()
        } catch (notStarted: Throwable) {
            running.set(false)
            throw notStarted
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
        } while (!watched.isIdle() && running.compareAndSet(false, true))
    }

    private fun lookWhileInUse() {
        var idle = 0
        while (idle < IDLE_LOOKS) {
            LockSupport.parkNanos(INTERVAL)
            if (watched.isIdle()) {
                idle++
            } else {
                idle = 0
                watched.look()
            }
        }
    }

    private companion object {
        const val INTERVAL = 500_000_000L
        const val IDLE_LOOKS = 120

        val THREADS =
            Thread.ofVirtual()
                .name("backdrop-coroutines-watch")
                .inheritInheritableThreadLocals(false)
                .factory()
    }
}
