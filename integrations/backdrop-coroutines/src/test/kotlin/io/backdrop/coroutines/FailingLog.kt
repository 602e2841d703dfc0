package io.backdrop.coroutines

import java.util.logging.Handler
import java.util.logging.LogRecord
import java.util.logging.Logger

/** A log of Backdrop's that cannot be written to while this is open. */
class FailingLog : Handler(), AutoCloseable {

    private val logger = Logger.getLogger("io.backdrop")

    init {
        logger.addHandler(this)
    }

    override fun publish(record: LogRecord): Unit = error("on purpose")

    override fun flush() {}

    override fun close() = logger.removeHandler(this)
}
