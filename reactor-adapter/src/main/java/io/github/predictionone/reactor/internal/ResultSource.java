package io.github.predictionone.reactor.internal;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.reactor.internal.download.Downloads.DownloadedFile;
import io.github.predictionone.training.TrainingState;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * What has results: how to ask for them, and how their download becomes events.
 *
 * @param <I> an id
 * @param <E> an event
 * @param <D> the event of a download that is whole
 */
interface ResultSource<I, E, D extends E> {

    /** What it is, for messages. */
    String noun();

    /** Asked whenever the archive's place is needed. */
    Mono<Where> ask(I id);

    E progressed(I id, String eventId, Instant at, long received, OptionalLong total);

    D downloaded(I id, String eventId, Instant at, DownloadedFile file);

    /** Whether it has ended without a result. */
    boolean isFailure(E event);

    /** The exception of {@link Where#failed}. */
    Class<? extends PredictionOneException> failure();

    /**
     * A status, and the place of the archive that came with it.
     *
     * @param failed makes the exception of this status from its message, for a status that has failed
     */
    record Where(
            TrainingState state,
            String word,
            String statusId,
            Optional<PresignedUrl> archive,
            Function<String, PredictionOneException> failed) {}
}
