package io.github.predictionone.reactor;

import java.util.List;
import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/** Allows blocking calls inside other libraries that BlockHound reports although they never block for long. */
public final class AllowedBlocking implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        // Reactor allows adding a timer to its queue, but not removing one, under the same short lock. An error thrown
        // while a thread waits for that lock leaves a dead waiter behind, and no timer ever runs again.
        builder.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove");
        // Virtual time keeps its timers in a queue of this kind. Its lock is held as briefly.
        List.of("offer", "peek", "poll", "remove", "size")
                .forEach(method ->
                        builder.allowBlockingCallsInside("java.util.concurrent.PriorityBlockingQueue", method));
        // Netty's allocator frees a replaced chunk under a lock. Another thread holds it for one allocation at most.
        List.of("Magazine", "MagazineGroup")
                .forEach(part ->
                        builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$" + part, "free"));
        // Netty 4.1 takes the ids of DNS queries from the JDK's SecureRandom, which reads /dev/urandom.
        builder.allowBlockingCallsInside("io.netty.resolver.dns.DnsQueryIdSpace$DnsQueryIdRange", "pushId");
    }
}
