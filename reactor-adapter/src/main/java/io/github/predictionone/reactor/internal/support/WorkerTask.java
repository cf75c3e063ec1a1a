package io.github.predictionone.reactor.internal.support;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task of a delivery thread. A failure of the task never ends the thread.
 *
 * @param task may throw and block
 * @param checksBefore how often its group had been checked before the task was added
 */
record WorkerTask(Runnable task, int checksBefore) {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.subscribers");

    void run() {
        try {
            task.run();
        } catch (Throwable e) {
            warn(e);
        } finally {
            // An interrupt that the application left behind must not reach the next task.
            Thread.interrupted();
        }
    }

    private static void warn(Throwable failure) {
        try {
            LOG.atWarn()
                    .setCause(failure)
                    .log(
                            "a task on a delivery thread threw {}",
                            failure.getClass().getName());
        } catch (Throwable ofTheLog) {
            // The thread must still serve other tasks.
        }
    }
}
