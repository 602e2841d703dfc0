package io.backdrop.coroutines

import java.util.concurrent.CopyOnWriteArrayList
import java.util.logging.Handler
import java.util.logging.LogRecord
import java.util.logging.Logger

/** What the library logs while this is open. */
class LogCapture : Handler(), AutoCloseable {

    private val logger = Logger.getLogger("io.backdrop")
    private val records = CopyOnWriteArrayList<LogRecord>()

    init {
        logger.addHandler(this)
        logger.useParentHandlers = false
    }

    val messages: List<String>
        get() = records.map { it.message }

    override fun publish(record: LogRecord) {
        records.add(record)
    }

    override fun flush() {}

    override fun close() {
        logger.removeHandler(this)
        logger.useParentHandlers = true
    }
}
