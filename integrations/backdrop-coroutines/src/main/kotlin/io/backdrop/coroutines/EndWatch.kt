package io.backdrop.coroutines

import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.locks.LockSupport

/**
 * Looks now and then whether a dispatcher has ended, which it does not tell. It does so from a
 * virtual thread, which ends a minute after nothing is pending any more: so a closer starts one at
 * most once a minute.
 */
internal class EndWatch(private val watched: OnDispatcher, private val idleLooks: Int) : Runnable {

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
        while (idle < idleLooks) {
            LockSupport.parkNanos(INTERVAL)
            if (watched.isIdle()) {
                idle++
            } else {
                idle = 0
                watched.look()
            }
        }
    }

    companion object {

        /** How often it looks at one that is idle before it ends. */
        const val A_MINUTE = 120

        private const val INTERVAL = 500_000_000L

        private val THREADS =
            Thread.ofVirtual()
                .name("backdrop-coroutines-watch")
                .inheritInheritableThreadLocals(false)
                .factory()
    }
}
