package io.backdrop.coroutines

import io.backdrop.testkit.QueueingStrategyContract
import io.backdrop.testkit.Subject
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.newSingleThreadContext

class OnDefaultContractTest : QueueingStrategyContract() {
    override fun open(): Subject = Subject.of(BackdropCoroutines.onDefault())
}

class OnIoContractTest : QueueingStrategyContract() {
    override fun open(): Subject = Subject.of(BackdropCoroutines.onIo())
}

class OnLimitedContractTest : QueueingStrategyContract() {
    override fun open(): Subject =
        Subject.of(Dispatchers.Default.limitedParallelism(1).asBackdropStrategy())
}

class OnSingleThreadContractTest : QueueingStrategyContract() {
    @OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
    override fun open(): Subject {
        val dispatcher = newSingleThreadContext("test")
        return Subject.of(dispatcher.asBackdropStrategy()).endedBy(dispatcher)
    }
}
