package io.backdrop.coroutines

import io.backdrop.Backdrop
import io.backdrop.BackdropStrategy
import io.backdrop.Disposer
import io.backdrop.testkit.Ledger
import io.backdrop.testkit.LogCapture
import java.util.concurrent.BlockingQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executor
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlinx.coroutines.CloseableCoroutineDispatcher
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.newSingleThreadContext
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout

@OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
@Tag("warned-once")
@Timeout(60)
class OnDispatcherTest {

    @Test
    fun `a disposal survives the cancellation of the scope that closed the value`() =
        single { dispatcher ->
            val ledger = Ledger(1)
            val opened = CountDownLatch(1)
            dispatcher.occupyUntil(opened)
            val scope = CoroutineScope(Dispatchers.Default)
            val closed = CountDownLatch(1)
            scope.launch {
                Backdrop.of(0, ledger, dispatcher.asBackdropStrategy()).close()
                closed.countDown()
                awaitCancellation()
            }
            closed.await()

            scope.cancel()
            opened.countDown()

            ledger.await()
        }

    @Test
    fun `a value is released when the coroutine that uses it is cancelled`() {
        val ledger = Ledger(1)
        val using = CountDownLatch(1)
        val scope = CoroutineScope(Dispatchers.Default)
        scope.launch {
            0.use(ledger, BackdropCoroutines.onDefault()) {
                using.countDown()
                awaitCancellation()
            }
        }
        using.await()

        scope.cancel()

        ledger.await()
    }

    @Test
    fun `what a dispatcher's own thread closes is not released within close`() =
        single { dispatcher ->
            val ledger = Ledger(1)

            val releasedWithinClose =
                runBlocking(dispatcher) {
                    Backdrop.of(0, ledger, dispatcher.asBackdropStrategy()).close()
                    ledger.has(0)
                }

            ledger.await()
            assertThat(releasedWithinClose).isFalse()
        }

    @Test
    fun `there is one strategy of IO`() {
        assertThat(Dispatchers.IO.asBackdropStrategy()).isSameAs(BackdropCoroutines.onIo())
    }

    @Test
    fun `coroutines go on while disposers on IO block`() {
        val opened = CountDownLatch(1)
        val ledger = Ledger(8)
        val waiting = Disposer<Int> { opened.await() }
        for (value in 0..<8) {
            Backdrop.of(value, waiting.andThen(ledger), BackdropCoroutines.onIo()).close()
        }

        val answer = runBlocking { async(Dispatchers.Default) { "went on" }.await() }

        assertThat(answer).isEqualTo("went on")
        assertThat(ledger.has(0)).isFalse()
        opened.countDown()
        ledger.await()
    }

    @Test
    fun `closing a dispatcher in the middle loses nothing`() = single { dispatcher ->
        val ledger = Ledger(5_000)
        val opened = CountDownLatch(1)
        val strategy = dispatcher.asBackdropStrategy()
        dispatcher.occupyUntil(opened)
        LogCapture().use {
            for (value in 0..<2_500) {
                Backdrop.of(value, ledger, strategy).close()
            }
            dispatcher.close()
            for (value in 2_500..<5_000) {
                Backdrop.of(value, ledger, strategy).close()
            }
        }
        opened.countDown()

        ledger.await()
        ledger.assertEachReleasedOnce()
    }

    @Test
    fun `a dispatcher whose executor forgets its tasks loses nothing`() {
        assertNothingIsLostAtShutdownNow { it }
    }

    @Test
    fun `nor does one whose executor cannot be asked whether it has ended`() {
        assertNothingIsLostAtShutdownNow { executor -> Executor { executor.execute(it) } }
    }

    private fun assertNothingIsLostAtShutdownNow(behind: (ExecutorService) -> Executor) {
        val ledger = Ledger(1_000)
        val executor = Executors.newSingleThreadExecutor()
        val dispatcher = behind(executor).asCoroutineDispatcher()
        val strategy = dispatcher.asBackdropStrategy()
        dispatcher.occupyUntil(CountDownLatch(1))
        LogCapture().use { log ->
            for (value in 0..<ledger.size()) {
                Backdrop.of(value, ledger, strategy).close()
            }

            executor.shutdownNow()

            ledger.await()
            log.await("were pending") // Else it would come in the log of another test.
        }
        ledger.assertEachReleasedOnce()
    }

    @Test
    fun `a logger that fails loses nothing`() {
        val ledger = Ledger(100)
        val executor = Executors.newSingleThreadExecutor()
        val dispatcher = executor.asCoroutineDispatcher()
        val strategy = dispatcher.asBackdropStrategy()
        dispatcher.occupyUntil(CountDownLatch(1))
        FailingLog().use {
            for (value in 0..<ledger.size()) {
                Backdrop.of(value, ledger, strategy).close()
            }
            executor.shutdownNow()

            ledger.await()
        }
        ledger.assertEachReleasedOnce()
    }

    @Test
    fun `a dispatcher that was closed leaves values to their closer with one warning`() =
        single { dispatcher ->
            val releasing = mutableListOf<Thread>()
            dispatcher.close()
            LogCapture().use { log ->
                repeat(2) {
                    Backdrop.of(
                            "value",
                            { releasing.add(Thread.currentThread()) },
                            dispatcher.asBackdropStrategy(),
                        )
                        .close()
                }

                assertThat(releasing)
                    .containsExactly(Thread.currentThread(), Thread.currentThread())
                assertThat(log.messages()).singleElement().asString().contains("$dispatcher")
            }
        }

    @Test
    fun `what an executor has no room for is released on IO`() {
        val full = ThreadPoolExecutor(1, 1, 0, SECONDS, LinkedBlockingQueue(1))
        val opened = CountDownLatch(1)
        full.asCoroutineDispatcher().use { dispatcher ->
            dispatcher.occupyUntil(opened)
            full.execute {}
            val threads = LinkedBlockingQueue<String>()

            Backdrop.of(
                    "value",
                    { threads.add(Thread.currentThread().name) },
                    dispatcher.asBackdropStrategy(),
                )
                .close()

            assertThat(threads.poll(30, SECONDS)).startsWith("DefaultDispatcher-worker")
            opened.countDown()
        }
    }

    @Test
    fun `the closer keeps its own interrupt where tasks run in place`() {
        val inPlace = Executor { it.run() }.asCoroutineDispatcher().asBackdropStrategy()
        Thread.currentThread().interrupt()

        Backdrop.of("value", {}, inPlace).close()

        assertThat(Thread.interrupted()).isTrue()
    }

    @Test
    fun `a failure in place reaches the closer`() {
        val failure = IllegalStateException("on purpose")
        val inPlace = Executor { it.run() }.asCoroutineDispatcher().asBackdropStrategy()

        assertThatThrownBy { Backdrop.of("value", { throw failure }, inPlace).close() }
            .isSameAs(failure)
    }

    @Test
    fun `a failure in place reaches its closer also when another one came meanwhile`() {
        val first = IllegalStateException("first")
        val second = IllegalStateException("second")
        lateinit var strategy: BackdropStrategy
        fun close(failure: Throwable) = Backdrop.of("value", { throw failure }, strategy).close()
        strategy = inPlace { task ->
            runCatching { task.run() }
                .onFailure {
                    if (it === first) {
                        assertThatThrownBy { close(second) }.isSameAs(second)
                    }
                    throw it
                }
        }

        assertThatThrownBy { close(first) }.isSameAs(first)
    }

    @Test
    fun `what a dispatcher throws after it has run a task is reported`() {
        val failure = IllegalStateException("on purpose")
        val released = mutableListOf<String>()
        val strategy = inPlace { task ->
            task.run()
            throw failure
        }

        reported { reported ->
            Backdrop.of("value", released::add, strategy).close()

            assertThat(reported).containsExactly(failure)
        }
        assertThat(released).containsExactly("value")
    }

    @Test
    fun `a refusal of what has been released all the same is not reported`() {
        val released = mutableListOf<String>()
        val strategy = inPlace { task ->
            task.run()
            throw RejectedExecutionException("too late")
        }

        reported { reported ->
            Backdrop.of("value", released::add, strategy).close()

            assertThat(reported).isEmpty()
        }
        assertThat(released).containsExactly("value")
    }

    @Test
    fun `nor is one that the dispatcher has put into a failure of its own`() {
        val released = mutableListOf<String>()
        val dispatcher =
            object : CoroutineDispatcher() {
                override fun dispatch(context: CoroutineContext, block: Runnable) {
                    block.run()
                    throw IllegalStateException(RejectedExecutionException("too late"))
                }
            }

        reported { reported ->
            Backdrop.of("value", released::add, dispatcher.asBackdropStrategy()).close()

            assertThat(reported).isEmpty()
        }
        assertThat(released).containsExactly("value")
    }

    @Test
    fun `a failure in place reaches its closer also when another value was closed meanwhile`() {
        val failure = IllegalStateException("on purpose")
        val released = mutableListOf<String>()
        lateinit var strategy: BackdropStrategy
        var nested = false
        strategy = inPlace { task ->
            if (!nested) {
                nested = true
                Backdrop.of("second", released::add, strategy).close()
            }
            task.run()
        }

        assertThatThrownBy { Backdrop.of("first", { throw failure }, strategy).close() }
            .isSameAs(failure)

        assertThat(released).containsExactly("second")
    }

    private fun inPlace(run: (Runnable) -> Unit): BackdropStrategy =
        Executor { run(it) }.asCoroutineDispatcher().asBackdropStrategy()

    @Test
    fun `a failure is reported as that of any task`() {
        val failure = IllegalStateException("on purpose")
        reported { reported ->
            Backdrop.of("value", { throw failure }, BackdropCoroutines.onDefault()).close()

            assertThat(reported.poll(30, SECONDS)).isSameAs(failure)
        }
    }

    /** With what comes to the uncaught exception handler meanwhile. */
    private fun <R> reported(block: (BlockingQueue<Throwable>) -> R): R {
        val reported = LinkedBlockingQueue<Throwable>()
        val before = Thread.getDefaultUncaughtExceptionHandler()
        Thread.setDefaultUncaughtExceptionHandler { _, thrown -> reported.add(thrown) }
        try {
            return block(reported)
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before)
        }
    }

    @Test
    fun `a dispatcher that wants no dispatch releases in place`() {
        val released = mutableListOf<Thread>()

        Backdrop.of(
                "value",
                { released.add(Thread.currentThread()) },
                Dispatchers.Unconfined.asBackdropStrategy(),
            )
            .close()

        assertThat(released).containsExactly(Thread.currentThread())
    }

    @Test
    fun `a dispatcher that throws leaves values to their closer with one warning`() {
        val released = mutableListOf<Any>()
        val rejecting =
            object : CoroutineDispatcher() {
                /** But not for the watch, which would come first where the closer is held up. */
                override fun dispatch(context: CoroutineContext, block: Runnable) =
                    check(Thread.currentThread().isVirtual) { "on purpose" }

                override fun toString() = "that rejects"
            }
        LogCapture().use { log ->
            Backdrop.of("one", released::add, rejecting.asBackdropStrategy()).close()
            Backdrop.of("two", released::add, rejecting.asBackdropStrategy()).close()

            assertThat(released).containsExactly("one", "two")
            assertThat(log.messages())
                .singleElement()
                .asString()
                .contains("coroutine dispatcher that rejects")
        }
    }

    @Test
    fun `what is used is closed whether the block returns or throws`() {
        val closed = mutableListOf<String>()
        class Named(val name: String) : AutoCloseable {
            override fun close() {
                closed.add(name)
            }
        }
        val inPlace = Dispatchers.Unconfined.asBackdropStrategy()

        val length: Int
        Named("returns").use(inPlace) { length = it.name.length }

        assertThat(length).isEqualTo(7)
        assertThatThrownBy { Named("throws").use(inPlace) { error("on purpose") } }
            .hasMessage("on purpose")
        assertThat(closed).containsExactly("returns", "throws")
    }

    /** Keeps one thread of the dispatcher, from when this returns until the latch opens. */
    private fun CoroutineDispatcher.occupyUntil(opened: CountDownLatch) {
        val occupied = CountDownLatch(1)
        dispatch(EmptyCoroutineContext) {
            occupied.countDown()
            try {
                opened.await()
            } catch (_: InterruptedException) {
                // The test ends its executor at once.
            }
        }
        occupied.await()
    }

    private fun single(test: (CloseableCoroutineDispatcher) -> Unit) =
        newSingleThreadContext("test").use(test)
}
