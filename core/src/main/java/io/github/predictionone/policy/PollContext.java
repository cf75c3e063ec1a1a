package io.github.predictionone.policy;

import java.time.Duration;

/**
 * What a schedule may know when it decides.
 *
 * @param age how old the watched training is; where the service does not say so usably, how long it is being watched
 * @param pollsSinceChange polls since the status word last changed that found no other word; 0 right after the first
 *     status and after every change
 */
public record PollContext(Duration age, int pollsSinceChange) {}
