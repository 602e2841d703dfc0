package io.backdrop.coroutines

import io.backdrop.Backdrop
import io.backdrop.BackdropStrategy
import io.backdrop.Disposer
import io.backdrop.testkit.Ledger
import io.backdrop.testkit.LogCapture
import java.util.concurrent.CountDownLatch
import kotlin.concurrent.thread
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** In a JVM of its own, which has no dispatchers afterwards. */
@OptIn(DelicateCoroutinesApi::class)
@Tag("warned-once")
@Timeout(60)
class ShutdownTest {

    @Test
    fun `the end of all dispatchers loses nothing that is pending`() {
        val onIo = Ledger(50_000) // More than its workers release before they see that it ends.
        val onDefault = Ledger(5_000)
        val opened = CountDownLatch(1)
        Thread.setDefaultUncaughtExceptionHandler { _, _ -> } // Told of each worker that is lost.
        LogCapture().use { log ->
            closeAllBehind(opened, BackdropCoroutines.onIo(), maxOf(64, processors), onIo)
            closeAllBehind(opened, BackdropCoroutines.onDefault(), maxOf(2, processors), onDefault)
            OnIo.INSTANCE.look() // whose turn waits, and is forgotten as all others
            val ending = thread { Dispatchers.shutdown() }
            awaitUntil { ending.state == Thread.State.TIMED_WAITING } // for the workers
            opened.countDown()

            onDefault.await()
            onIo.await()
            awaitUntil {
                log.messages().any { "coroutine dispatcher Dispatchers.IO has ended" in it }
            }
            assertReleasedHere(BackdropCoroutines.onIo())
            assertReleasedHere(BackdropCoroutines.onDefault())
        }
        onDefault.assertEachReleasedOnce()
        onIo.assertEachReleasedOnce()
    }

    private val processors = Runtime.getRuntime().availableProcessors()

    /** While all of the threads of the strategy wait. */
    private fun closeAllBehind(
        opened: CountDownLatch,
        strategy: BackdropStrategy,
        threads: Int,
        ledger: Ledger,
    ) {
        val waiting = CountDownLatch(threads)
        val disposer =
            Disposer<String> {
                waiting.countDown()
                opened.await()
            }
        repeat(threads) { Backdrop.of("waits", disposer, strategy).close() }
        waiting.await()
        for (value in 0..<ledger.size()) {
            Backdrop.of(value, ledger, strategy).close()
        }
    }

    private fun assertReleasedHere(strategy: BackdropStrategy) {
        val releasing = mutableListOf<Thread>()

        Backdrop.of("late", { releasing.add(Thread.currentThread()) }, strategy).close()

        assertThat(releasing).containsExactly(Thread.currentThread())
    }

    private fun awaitUntil(condition: () -> Boolean) {
        while (!condition()) {
            Thread.onSpinWait()
        }
    }
}
