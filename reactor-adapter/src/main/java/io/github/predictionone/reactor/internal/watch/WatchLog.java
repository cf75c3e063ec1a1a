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

    /** Anybody can make up ids, so these are counted for the operator. */
    static void refused(String what, Throwable reason) {
        LOG.debug("watch of {} refused: {}", what, reason.getMessage());
    }

    static void refused(String latest, long watches) {
        LOG.atWarn()
                .addKeyValue("watches", watches)
                .log(
                        "watches of ids that the service does not know were refused: {}, the latest of {}",
                        watches,
                        latest);
    }

    static void tooMany(String latest, long watches) {
        LOG.atWarn()
                .addKeyValue("watches", watches)
                .log(
                        "watches were refused because the client watches as many ids as it may (maxWatches): {}, the"
                                + " latest of {}",
                        watches,
                        latest);
    }

    /** Logs a subscriber's failure for which the hook failed, too. */
    static void dropped(Throwable failure, Throwable ofTheHook) {
        LOG.atWarn().setCause(failure).log("a subscriber threw, and so did the hook for it: {}", ofTheHook.toString());
    }
}
