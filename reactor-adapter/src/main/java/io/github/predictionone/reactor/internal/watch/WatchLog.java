package io.github.predictionone.reactor.internal.watch;

import io.github.predictionone.ClientClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs watches that end with an error: as a warning to the operator, unless the application has closed the client. */
public final class WatchLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.watches");

    private WatchLog() {}

    /** Logs one line for all watches of a subject that end together. */
    public static void ended(String what, Throwable reason, int watches) {
        if (watches > 0) {
            LOG.atLevel(reason instanceof ClientClosedException ? Level.DEBUG : Level.WARN)
                    .addKeyValue("watches", watches)
                    .addKeyValue("exception", reason.getClass().getSimpleName())
                    .log("watch of {} ended: {}", what, reason.getMessage());
        }
    }

    /** Logs at debug level, since any user can make up ids; {@link #refused(String, long)} warns the operator. */
    static void refused(String what, Throwable reason) {
        LOG.debug("watch of {} refused: {}", what, reason.getMessage());
    }

    static void refused(String latest, long watches) {
        LOG.atWarn()
                .addKeyValue("watches", watches)
                .log("refused {} watches of ids that the service does not know, the latest of {}", watches, latest);
    }

    static void tooMany(String latest, long watches) {
        LOG.atWarn()
                .addKeyValue("watches", watches)
                .log(
                        "refused {} watches, the latest of {}: the client watches as many ids as maxWatches allows",
                        watches,
                        latest);
    }

    /** Logs the failure of a subscriber for which Reactor's hook failed, too. */
    static void dropped(Throwable failure, Throwable ofTheHook) {
        LOG.atWarn()
                .setCause(failure)
                .log("subscriber threw, and the hook for dropped errors failed: {}", ofTheHook.toString());
    }
}
