package io.github.predictionone.reactor;

import io.github.predictionone.policy.Durations;
import io.github.predictionone.policy.PollSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Options of a watch. Immutable: every {@code with…} method returns a new value. */
public final class WatchOptions {

    private static final WatchOptions DEFAULTS = new WatchOptions(new Values(
            PollSchedule.defaults(),
            false,
            Duration.ofHours(24),
            Duration.ofMinutes(15),
            Optional.empty(),
            Optional.empty(),
            false,
            true,
            Optional.empty()));

    private final Values values;

    private WatchOptions(Values values) {
        this.values = values;
    }

    private record Values(
            PollSchedule pollSchedule,
            boolean heartbeats,
            Duration deadline,
            Duration failureTolerance,
            Optional<String> lastEventId,
            Optional<Path> downloadTo,
            boolean replaceExisting,
            boolean sharing,
            Optional<String> viewer) {

        Values {
            Objects.requireNonNull(pollSchedule, "pollSchedule");
            Durations.requirePositive("deadline", deadline);
            Durations.requireNotNegative("failureTolerance", failureTolerance);
        }
    }

    /** The values while one of them changes. */
    private static final class Draft {

        private PollSchedule pollSchedule;
        private boolean heartbeats;
        private Duration deadline;
        private Duration failureTolerance;
        private Optional<String> lastEventId;
        private Optional<Path> downloadTo;
        private boolean replaceExisting;
        private boolean sharing;
        private Optional<String> viewer;

        Draft(Values values) {
            pollSchedule = values.pollSchedule;
            heartbeats = values.heartbeats;
            deadline = values.deadline;
            failureTolerance = values.failureTolerance;
            lastEventId = values.lastEventId;
            downloadTo = values.downloadTo;
            replaceExisting = values.replaceExisting;
            sharing = values.sharing;
            viewer = values.viewer;
        }

        Values values() {
            return new Values(
                    pollSchedule,
                    heartbeats,
                    deadline,
                    failureTolerance,
                    lastEventId,
                    downloadTo,
                    replaceExisting,
                    sharing,
                    viewer);
        }
    }

    private WatchOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(values);
        change.accept(draft);
        return new WatchOptions(draft.values());
    }

    /**
     * Returns the default options.
     *
     * @return the defaults
     */
    public static WatchOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns the poll schedule.
     *
     * @return the schedule [10 % of the training's age, 2 s to 30 s]
     */
    public PollSchedule pollSchedule() {
        return values.pollSchedule;
    }

    /**
     * Returns whether a poll that found nothing new also emits an event.
     *
     * @return true for a {@code StatusUnchanged} per such poll [false]
     */
    public boolean heartbeats() {
        return values.heartbeats;
    }

    /**
     * Returns the maximum duration of the watch, from subscription.
     *
     * @return positive [24 h]
     */
    public Duration deadline() {
        return values.deadline;
    }

    /**
     * Returns for how long polls may fail without a single success.
     *
     * @return zero: the first failure ends the watch [15 min]
     */
    public Duration failureTolerance() {
        return values.failureTolerance;
    }

    /**
     * Returns the id of the event after which the watch continues.
     *
     * @return its {@code eventId}; empty: the watch begins with the present status [empty]
     */
    public Optional<String> lastEventId() {
        return values.lastEventId;
    }

    /**
     * Returns the file for a download of the result archive at the end.
     *
     * @return the file; empty: no download [empty]
     */
    public Optional<Path> downloadTo() {
        return values.downloadTo;
    }

    /**
     * Returns whether the file of the download may exist and be replaced.
     *
     * @return true if it may [false]
     */
    public boolean replaceExisting() {
        return values.replaceExisting;
    }

    /**
     * Returns whether subscribers that watch the same id with an equal schedule share one poller.
     *
     * @return false if each subscriber has its own poller [true]
     */
    public boolean sharing() {
        return values.sharing;
    }

    /**
     * Returns the viewer that the watch is for.
     *
     * @return its name; empty: the viewer that all watches without a name share [empty]
     */
    public Optional<String> viewer() {
        return values.viewer;
    }

    /**
     * Returns these options with another schedule.
     *
     * @param schedule when to poll [10 % of the training's age, 2 s to 30 s]
     * @return new options
     * @throws NullPointerException if it is null
     */
    public WatchOptions withPollSchedule(PollSchedule schedule) {
        return with(draft -> draft.pollSchedule = schedule);
    }

    /**
     * Returns these options with or without a {@code StatusUnchanged} for every poll that found nothing new.
     *
     * @param on whether to emit these events [false]
     * @return new options
     */
    public WatchOptions withHeartbeats(boolean on) {
        return with(draft -> draft.heartbeats = on);
    }

    /**
     * Returns these options with another deadline, at which the watch ends with {@code WatchTimeoutException}. The
     * training itself continues.
     *
     * @param limit the maximum duration of the watch, from subscription; positive, at most 292 years [24 h]
     * @return new options
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is not positive, or longer than 292 years
     */
    public WatchOptions withDeadline(Duration limit) {
        return with(draft -> draft.deadline = limit);
    }

    /**
     * Returns these options with another tolerance of failures.
     *
     * @param tolerance for how long polls may fail without a single success; zero: the first failure ends the watch; at
     *     most 292 years [15 min]
     * @return new options
     * @throws NullPointerException if it is null
     * @throws IllegalArgumentException if it is negative, or longer than 292 years
     */
    public WatchOptions withFailureTolerance(Duration tolerance) {
        return with(draft -> draft.failureTolerance = tolerance);
    }

    /**
     * Returns these options with an event to continue after. Another watch has delivered it, possibly in another
     * process.
     *
     * @param eventId an {@code eventId}, such as a browser's {@code Last-Event-ID}; null: the watch begins with the
     *     present status. An unknown id has the same effect as null [null]
     * @return new options
     */
    public WatchOptions withLastEventId(@Nullable String eventId) {
        return with(draft -> draft.lastEventId = Optional.ofNullable(eventId));
    }

    /**
     * Returns these options with a download of the result archive once the training has finished.
     *
     * @param target the file for the archive; null for no download. An existing file is refused before the first poll,
     *     unless {@link #withReplaceExisting(boolean)} allows it [null]
     * @return new options
     */
    public WatchOptions withDownloadTo(@Nullable Path target) {
        return with(draft -> draft.downloadTo = Optional.ofNullable(target));
    }

    /**
     * Returns these options with or without permission for the download to replace a file.
     *
     * @param allowed whether the target may exist [false]
     * @return new options
     */
    public WatchOptions withReplaceExisting(boolean allowed) {
        return with(draft -> draft.replaceExisting = allowed);
    }

    /**
     * Returns these options with or without one shared poller for all subscribers that watch the same id with an equal
     * schedule.
     *
     * @param on false if each subscriber gets its own poller [true]
     * @return new options
     */
    public WatchOptions withSharing(boolean on) {
        return with(draft -> draft.sharing = on);
    }

    /**
     * Returns these options for another viewer. While polls wait for a permit of the rate limiter, viewers take turns
     * with their first polls of ids that the client has not seen yet, so that the many ids of one viewer do not delay
     * those of another. The viewer has no other effect.
     *
     * @param name such as a user name or a remote address; null: the viewer that all watches without a name share
     *     [null]
     * @return new options
     */
    public WatchOptions withViewer(@Nullable String name) {
        return with(draft -> draft.viewer = Optional.ofNullable(name));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WatchOptions options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "WatchOptions");
    }
}
