package io.github.predictionone.spring;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The origin of a request: its principal, or else its remote address. */
final class Viewer {

    private static final int NETWORK_BYTES = 8;

    private Viewer() {}

    static Mono<String> of(ServerWebExchange exchange) {
        return exchange.getPrincipal()
                .map(principal -> "user " + principal.getName())
                .switchIfEmpty(Mono.fromSupplier(
                        () -> "address " + address(exchange.getRequest().getRemoteAddress())));
    }

    /**
     * Returns the address, or for IPv6 only the network, since one site controls all other bits. An address from a
     * proxy's header is unresolved.
     */
    private static String address(@Nullable InetSocketAddress remote) {
        if (remote == null) {
            return "unknown";
        }
        InetAddress address = remote.getAddress() == null
                ? NetUtil.createInetAddressFromIpAddressString(remote.getHostString())
                : remote.getAddress();
        if (address == null) {
            return remote.getHostString();
        }
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK_BYTES)
                : address.getHostAddress();
    }
}
