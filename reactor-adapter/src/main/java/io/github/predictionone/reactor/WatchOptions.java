package io.github.predictionone.reactor;

import io.github.predictionone.policy.Durations;
import io.github.predictionone.policy.PollSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to watch. Immutable: every {@code with…} returns a new value.
 *
 * @param pollSchedule when to poll [10 % of the training's age, 2 s to 30 s]
 * @param heartbeats whether a poll that found nothing new is an event too [false]
 * @param deadline the longest time to watch, from subscription [24 h]
 * @param failureTolerance for how long polls may fail without a single good answer [15 min]
 * @param lastEventId the event behind which to go on; empty to begin with the present status [empty]
 * @param downloadTo where the result archive is to lie at the end; empty for no download [empty]
 * @param replaceExisting whether that file may exist and be replaced [false]
 * @param sharing whether subscribers that watch the same id with an equal schedule share one poller [true]
 * @param viewer the viewer that the watch is for; empty: the one that all watches without a name share [empty]
 */
public record WatchOptions(
        PollSchedule pollSchedule,
        boolean heartbeats,
        Duration deadline,
        Duration failureTolerance,
        Optional<String> lastEventId,
        Optional<Path> downloadTo,
        boolean replaceExisting,
        boolean sharing,
        Optional<String> viewer) {

    private static final WatchOptions DEFAULTS = new WatchOptions(
            PollSchedule.defaults(),
            false,
            Duration.ofHours(24),
            Duration.ofMinutes(15),
            Optional.empty(),
            Optional.empty(),
            false,
            true,
            Optional.empty());

    /**
     * Checks the values.
     *
     * @param pollSchedule as for the record
     * @param heartbeats as for the record
     * @param deadline as for the record
     * @param failureTolerance as for the record
     * @param lastEventId as for the record
     * @param downloadTo as for the record
     * @param replaceExisting as for the record
     * @param sharing as for the record
     * @param viewer as for the record
     * @throws NullPointerException if a value is null
     * @throws IllegalArgumentException if the deadline is not positive, the failure tolerance is negative, or one of them
     *     is longer than 292 years
     */
    public WatchOptions {
        Objects.requireNonNull(pollSchedule, "pollSchedule");
        Durations.requirePositive("deadline", deadline);
        Durations.requireNotNegative("failureTolerance", failureTolerance);
        Objects.requireNonNull(lastEventId, "lastEventId");
        Objects.requireNonNull(downloadTo, "downloadTo");
        Objects.requireNonNull(viewer, "viewer");
    }

    /**
     * What a watch does that names no options.
     *
     * @return the defaults
     */
    public static WatchOptions defaults() {
        return DEFAULTS;
    }

    /**
     * With another schedule.
     *
     * @param schedule when to poll
     * @return new options
     */
    public WatchOptions withPollSchedule(PollSchedule schedule) {
        return new WatchOptions(
                schedule,
                heartbeats,
                deadline,
                failureTolerance,
                lastEventId,
                downloadTo,
                replaceExisting,
                sharing,
                viewer);
    }

    /**
     * With or without {@code StatusUnchanged} for every poll that found nothing new.
     *
     * @param on whether to send them
     * @return new options
     */
    public WatchOptions withHeartbeats(boolean on) {
        return new WatchOptions(
                pollSchedule,
                on,
                deadline,
                failureTolerance,
                lastEventId,
                downloadTo,
                replaceExisting,
                sharing,
                viewer);
    }

    /**
     * With another deadline, at which the watch ends with {@code WatchTimeoutException}. The training goes on.
     *
     * @param limit the longest time to watch, from subscription; positive, at most 292 years
     * @return new options
     */
    public WatchOptions withDeadline(Duration limit) {
        return new WatchOptions(
                pollSchedule,
                heartbeats,
                limit,
                failureTolerance,
                lastEventId,
                downloadTo,
                replaceExisting,
                sharing,
                viewer);
    }

    /**
     * With another tolerance of failures.
     *
     * @param tolerance for how long polls may fail without a single good answer; zero: the first failure ends the watch;
     *     at most 292 years
     * @return new options
     */
    public WatchOptions withFailureTolerance(Duration tolerance) {
        return new WatchOptions(
                pollSchedule,
                heartbeats,
                deadline,
                tolerance,
                lastEventId,
                downloadTo,
                replaceExisting,
                sharing,
                viewer);
    }

    /**
     * Going on behind an event that another watch has delivered, in whatever process.
     *
     * @param eventId an {@code eventId}, such as a browser's {@code Last-Event-ID}; null for none. An unknown one is
     *     as good as none
     * @return new options
     */
    public WatchOptions withLastEventId(@Nullable String eventId) {
        return new WatchOptions(
                pollSchedule,
                heartbeats,
                deadline,
                failureTolerance,
                Optional.ofNullable(eventId),
                downloadTo,
                replaceExisting,
                sharing,
                viewer);
    }

    /**
     * With a download of the result archive once the training has finished.
     *
     * @param target where the archive is to lie; null for no download. One that exists is refused at once, unless
     *     {@link #withReplaceExisting(boolean)} allows it
     * @return new options
     */
    public WatchOptions withDownloadTo(@Nullable Path target) {
        return new WatchOptions(
                pollSchedule,
                heartbeats,
                deadline,
                failureTolerance,
                lastEventId,
                Optional.ofNullable(target),
                replaceExisting,
                sharing,
                viewer);
    }

    /**
     * Allowing the download to replace a file.
     *
     * @param allowed whether the target may exist
     * @return new options
     */
    public WatchOptions withReplaceExisting(boolean allowed) {
        return new WatchOptions(
                pollSchedule,
                heartbeats,
                deadline,
                failureTolerance,
                lastEventId,
                downloadTo,
                allowed,
                sharing,
                viewer);
    }

    /**
     * With or without sharing of one poller.
     *
     * @param on false for a poller of its own
     * @return new options
     */
    public WatchOptions withSharing(boolean on) {
        return new WatchOptions(
                pollSchedule,
                heartbeats,
                deadline,
                failureTolerance,
                lastEventId,
                downloadTo,
                replaceExisting,
                on,
                viewer);
    }

    /**
     * For another viewer. While polls wait for a permit of the rate limiter, viewers take turns with their first polls of
     * ids that the client has not seen yet: no viewer's many ids delay those of another. The viewer decides nothing else.
     *
     * @param name such as a user name or a remote address; null: the viewer that all watches without a name share
     * @return new options
     */
    public WatchOptions withViewer(@Nullable String name) {
        return new WatchOptions(
                pollSchedule,
                heartbeats,
                deadline,
                failureTolerance,
                lastEventId,
                downloadTo,
                replaceExisting,
                sharing,
                Optional.ofNullable(name));
    }
}
