package io.github.predictionone.reactor.internal.netty;

import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import java.util.function.UnaryOperator;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/**
 * Resolves names for every new connection, without a cache: connections are kept, so addresses need not be.
 * Simultaneous look-ups of the same name share one query.
 */
final class NameLookup {

    private NameLookup() {}

    static DnsAddressResolverGroup uncached(LoopResources loops, UnaryOperator<DnsNameResolverBuilder> settings) {
        return NameResolverProvider.builder()
                .dnsAddressResolverGroupProvider(builder -> new DnsAddressResolverGroup(settings.apply(builder)
                        .resolveCache(NoopDnsCache.INSTANCE)
                        .cnameCache(NoopDnsCnameCache.INSTANCE)))
                .build()
                .newNameResolverGroup(loops, LoopResources.DEFAULT_NATIVE);
    }
}
