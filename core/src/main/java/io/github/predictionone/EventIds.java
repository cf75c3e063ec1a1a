package io.github.predictionone;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of event ids. An id begins with the {@linkplain WatchStatus#eventId() id of the status} that its receiver
 * saw last. Suffixes, each after a dot, distinguish the events that belong to one status. So every id tells a new watch
 * where to continue.
 */
public final class EventIds {

    private static final String NO_STATUS = "none";
    private static final char SUFFIX = '.';
    private static final String POLL_FAILED = SUFFIX + "failed-";
    private static final String BYTES = SUFFIX + "bytes-";
    private static final String DOWNLOADED = SUFFIX + "downloaded";
    private static final String END = SUFFIX + "end";

    private EventIds() {}

    /**
     * Returns the id of a failed poll.
     *
     * @param statusId the id of the last status; null if there is none yet
     * @param consecutiveFailures how many polls have failed in a row, including this one
     * @return the id of the status, then {@code .failed-} and the number
     */
    public static String ofFailedPoll(@Nullable String statusId, int consecutiveFailures) {
        return (statusId == null ? NO_STATUS : statusId) + POLL_FAILED + consecutiveFailures;
    }

    /**
     * Returns the id of a download's progress.
     *
     * @param statusId the id of the last status
     * @param bytesReceived the number of bytes received so far
     * @return the id of the status, then {@code .bytes-} and the number
     * @throws NullPointerException if an argument is null
     */
    public static String ofProgress(String statusId, long bytesReceived) {
        return Objects.requireNonNull(statusId, "statusId") + BYTES + bytesReceived;
    }

    /**
     * Returns the id of a completed download.
     *
     * @param statusId the id of the last status
     * @return the id of the status, then {@code .downloaded}
     * @throws NullPointerException if it is null
     */
    public static String ofDownload(String statusId) {
        return Objects.requireNonNull(statusId, "statusId") + DOWNLOADED;
    }

    /**
     * Marks an id as the id of the last event of its stream.
     *
     * @param eventId the id of the event
     * @return the given id, then {@code .end}
     * @throws NullPointerException if it is null
     */
    public static String ofLast(String eventId) {
        return Objects.requireNonNull(eventId, "eventId") + END;
    }

    /**
     * Returns the id of the status that the receiver of an event saw last.
     *
     * @param eventId the id of the event
     * @return everything before the first dot
     * @throws NullPointerException if it is null
     */
    public static String statusId(String eventId) {
        int dot = Objects.requireNonNull(eventId, "eventId").indexOf(SUFFIX);
        return dot < 0 ? eventId : eventId.substring(0, dot);
    }

    /**
     * Returns whether the event is a failed poll.
     *
     * @param eventId the id of the event
     * @return true if the next successful poll is reported even without a new status
     * @throws NullPointerException if it is null
     */
    public static boolean isFailedPoll(String eventId) {
        return Objects.requireNonNull(eventId, "eventId").contains(POLL_FAILED);
    }

    /**
     * Returns whether the event is a completed download.
     *
     * @param eventId the id of the event
     * @return true if there is nothing left to download
     * @throws NullPointerException if it is null
     */
    public static boolean isDownload(String eventId) {
        return Objects.requireNonNull(eventId, "eventId").endsWith(DOWNLOADED);
    }

    /**
     * Returns whether the receiver of an event has seen all events of its stream.
     *
     * @param eventId the id of the event
     * @return true for a completed download and for an id marked by {@link #ofLast}
     * @throws NullPointerException if it is null
     */
    public static boolean isLast(String eventId) {
        return Objects.requireNonNull(eventId, "eventId").endsWith(END) || isDownload(eventId);
    }
}
