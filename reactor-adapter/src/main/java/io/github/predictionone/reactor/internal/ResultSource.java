package io.github.predictionone.reactor.internal;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.WatchStatus;
import io.github.predictionone.internal.wire.PresignedUrl;
import io.github.predictionone.internal.wire.StatusAnswer;
import io.github.predictionone.reactor.internal.download.Downloads.DownloadedFile;
import io.github.predictionone.training.TrainingState;
import java.time.Instant;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/**
 * Jobs that have results: how to request the result, and how its download becomes events.
 *
 * @param <I> an id
 * @param <S> a status
 * @param <E> an event
 * @param <D> the event of a complete download
 */
interface ResultSource<I, S extends WatchStatus, E, D extends E> {

    /** Returns the kind of job, for messages. */
    String noun();

    /** Requests the status and the archive's {@link PresignedUrl}; subscribed to whenever a URL is needed. */
    Mono<StatusAnswer<S>> ask(I id);

    TrainingState state(S status);

    /** Returns the exception for a failed job. */
    PredictionOneException failed(String message, S status);

    E progressed(S status, Instant at, long received, OptionalLong total);

    D downloaded(S status, Instant at, DownloadedFile file);

    /** Returns whether the job has ended without a result. */
    boolean isFailure(E event);
}
