package io.github.predictionone.reactor.internal.netty;

import io.netty.resolver.dns.DnsAddressResolverGroup;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;

/**
 * Looks a name up for every new connection: connections are kept, and answers need not be. Simultaneous look-ups of one
 * name are one query.
 */
final class NameLookup {

    private NameLookup() {}

    static DnsAddressResolverGroup uncached(DnsNameResolverBuilder resolver) {
        return new DnsAddressResolverGroup(
                resolver.resolveCache(NoopDnsCache.INSTANCE).cnameCache(NoopDnsCnameCache.INSTANCE));
    }
}
