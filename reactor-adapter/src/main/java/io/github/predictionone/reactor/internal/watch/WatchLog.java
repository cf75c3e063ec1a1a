package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.ClientClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Watches that end by an error: what an operator should see, unless it is the application that ends. */
public final class WatchLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.watches");

    private WatchLog() {}

    /** One line for all who watched the same and were ended together. */
    public static void ended(String what, Throwable reason, int watches) {
        if (watches > 0) {
            LOG.atLevel(reason instanceof ClientClosedException ? Level.DEBUG : Level.WARN)
                    .addKeyValue("watches", watches)
                    .addKeyValue("exception", reason.getClass().getSimpleName())
                    .log("watch of {} ended: {}", what, reason.getMessage());
        }
    }

    /** Logs a subscriber's failure for which the hook failed, too. */
    static void dropped(Throwable failure, Throwable ofTheHook) {
        LOG.atWarn().setCause(failure).log("a subscriber threw, and so did the hook for it: {}", ofTheHook.toString());
    }
}
