package io.backdrop.coroutines

import io.backdrop.Backdrop
import io.backdrop.testkit.Ledger
import io.backdrop.testkit.LogCapture
import java.util.concurrent.CountDownLatch
import kotlin.concurrent.thread
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

/** In a JVM of its own, which has no dispatchers afterwards. */
@OptIn(DelicateCoroutinesApi::class)
@Tag("warned-once")
@Timeout(60)
class ShutdownTest {

    @Test
    fun `the end of all dispatchers with values pending on IO loses nothing`() {
        val ledger = Ledger(5_000)
        val opened = CountDownLatch(1)
        val strategy = BackdropCoroutines.onIo()
        Thread.setDefaultUncaughtExceptionHandler { _, _ -> } // Told of each worker that is lost.
        LogCapture().use { log ->
            occupyIoUntil(opened)
            for (value in 0..<ledger.size()) {
                Backdrop.of(value, ledger, strategy).close()
            }
            val ending = thread { Dispatchers.shutdown() }
            awaitUntil { ending.state == Thread.State.TIMED_WAITING } // for the workers
            opened.countDown()

            ledger.await()
            awaitUntil {
                log.messages().any { "coroutine dispatcher Dispatchers.IO has ended" in it }
            }
        }
        ledger.assertEachReleasedOnce()
    }

    private fun occupyIoUntil(opened: CountDownLatch) {
        val threads = maxOf(64, Runtime.getRuntime().availableProcessors())
        val occupied = CountDownLatch(threads)
        repeat(threads) {
            Backdrop.of(
                    "blocks",
                    {
                        occupied.countDown()
                        opened.await()
                    },
                    BackdropCoroutines.onIo(),
                )
                .close()
        }
        occupied.await()
    }

    private fun awaitUntil(condition: () -> Boolean) {
        while (!condition()) {
            Thread.onSpinWait()
        }
    }
}
