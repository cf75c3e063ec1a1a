package io.github.predictionone.reactor;

import java.util.List;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** What BlockHound reports although it never blocks for long, and is not ours to change. */
public final class AllowedBlocking implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Reactor allows that a timer is put into its queue, but not that one is removed, under the same short lock. An
        // error thrown while waiting for it leaves a dead waiter behind, and then no timer ever runs again.
        builder.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove");
        // Virtual time keeps its timers in a queue of this kind, whose lock is as short.
        List.of("offer", "peek", "poll", "remove", "size")
                .forEach(method ->
                        builder.allowBlockingCallsInside("java.util.concurrent.PriorityBlockingQueue", method));
        // Netty's allocator frees what it replaces under a lock, which another thread holds for one allocation at most.
        List.of("Magazine", "MagazineGroup")
                .forEach(part ->
                        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$" + part, "free"));
        // Netty 4.1 draws the ids of name queries from the JDK's SecureRandom, which reads /dev/urandom.
        builder.allowBlockingCallsInside("io.netty.resolver.dns.DnsQueryIdSpace$DnsQueryIdRange", "pushId");
    }
}
