package io.backdrop.coroutines

import com.sun.management.HotSpotDiagnosticMXBean
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat
import io.backdrop.Backdrop
import io.backdrop.testkit.Ledger
import java.lang.management.ManagementFactory
import java.nio.file.Path
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executor
import java.util.concurrent.Executors
import kotlin.io.path.readLines
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.io.TempDir

@Timeout(60)
class EndWatchTest {

    @TempDir lateinit var directory: Path

    @Test
    fun `a thousand strategies that are used once need one thread`() {
        val ledger = Ledger(1_000)
        for (value in 0..<ledger.size()) {
            val view = Dispatchers.Default.limitedParallelism(1)
            Backdrop.of(value, ledger, view.asBackdropStrategy()).close()
        }
        ledger.await()

        assertThat(watchThreads()).isOne()
    }

    private fun watchThreads(): Int {
        val dump = directory.resolve("threads")
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean::class.java)
            .dumpThreads("$dump", ThreadDumpFormat.TEXT_PLAIN)
        return dump.readLines().count { "backdrop-coroutines-watch" in it }
    }

    @Test
    fun `an executor that blocks whoever gives it a task keeps no other from being rescued`() {
        val ledger = Ledger(1)
        val full = CountDownLatch(1)
        val given = ConcurrentLinkedQueue<Runnable>()
        val blocking =
            Executor {
                    if (Thread.currentThread().isVirtual) { // The watch, of these.
                        full.await()
                    }
                    given.add(it)
                }
                .asCoroutineDispatcher()
        val executor = Executors.newSingleThreadExecutor()
        val occupied = CountDownLatch(1)
        executor.execute {
            occupied.countDown()
            runCatching { CountDownLatch(1).await() }
        }
        occupied.await()
        repeat(100) { Backdrop.of("value", {}, blocking.asBackdropStrategy()).close() }
        Backdrop.of(0, ledger, executor.asCoroutineDispatcher().asBackdropStrategy()).close()

        executor.shutdownNow()

        ledger.await()
        full.countDown()
        given.forEach(Runnable::run) // Else the watch looks at them for as long as the JVM runs.
    }
}
