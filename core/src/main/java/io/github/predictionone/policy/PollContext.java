package io.github.predictionone.policy;

import java.time.Duration;

/**
 * The input of a schedule's decision.
 *
 * @param age the age of the watched training; if the service sent no usable time, how long it has been watched
 * @param pollsSinceChange the number of polls since the last change of the status word that found the same word; 0
 *     right after the first status and after each change
 */
public record PollContext(Duration age, int pollsSinceChange) {}
