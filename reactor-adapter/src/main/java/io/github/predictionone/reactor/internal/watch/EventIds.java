package io.github.predictionone.reactor.internal.watch;

import org.jspecify.annotations.Nullable;

/**
 * Event ids begin with the id of the status that the receiver has seen last; what follows a dot tells the events apart
 * that belong to one status. So any of them says where to go on.
 */
public final class EventIds {

    private static final String NO_STATUS = "none";

    private EventIds() {}

    static String ofFailure(@Nullable String statusId, int consecutiveFailures) {
        return (statusId == null ? NO_STATUS : statusId) + ".failed-" + consecutiveFailures;
    }

    public static String ofProgress(String statusId, long bytes) {
        return statusId + ".bytes-" + bytes;
    }

    public static String ofDownload(String statusId) {
        return statusId + ".downloaded";
    }

    /** The status that the receiver of this event has seen last. */
    static String statusId(String eventId) {
        int dot = eventId.indexOf('.');
        return dot < 0 ? eventId : eventId.substring(0, dot);
    }

    static boolean isFailure(String eventId) {
        return eventId.contains(".failed-");
    }

    public static boolean isDownload(String eventId) {
        return eventId.endsWith(".downloaded");
    }
}
