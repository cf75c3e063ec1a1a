package io.github.predictionone.reactor;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Reactor lets BlockHound allow that a timer is put into its queue, but not that one is taken out. Both hold the same lock for
 * a moment. An error thrown while waiting for it leaves a dead waiter behind, and then no timer ever runs again.
 */
public final class TimersIntegration implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove");
    }
}
