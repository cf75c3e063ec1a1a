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
 * What has results: how to ask for them, and how their download becomes events.
 *
 * @param <I> an id
 * @param <S> a status
 * @param <E> an event
 * @param <D> the event of a complete download
 */
interface ResultSource<I, S extends WatchStatus, E, D extends E> {

    /** What it is, for messages. */
    String noun();

    /** Subscribed to whenever the archive's {@link PresignedUrl} is needed. */
    Mono<StatusAnswer<S>> ask(I id);

    TrainingState state(S status);

    /** The exception for a status that has failed. */
    PredictionOneException failed(String message, S status);

    E progressed(S status, Instant at, long received, OptionalLong total);

    D downloaded(S status, Instant at, DownloadedFile file);

    /** Whether it has ended without a result. */
    boolean isFailure(E event);
}
