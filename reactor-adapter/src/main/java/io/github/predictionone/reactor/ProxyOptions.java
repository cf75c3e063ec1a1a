package io.github.predictionone.reactor;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * An HTTP proxy between the client and the world. All traffic goes through tunnels ({@code CONNECT}), to the API and to
 * the storage: the proxy sees host names and no more, and looks them up. Immutable: every {@code with…} returns a new
 * value.
 *
 * @param host name or address of the proxy
 * @param port its port
 * @param credentials what it asks for; empty for none [empty]
 * @param nonProxyHosts hosts that are reached without it: names or addresses, {@code *} standing for any characters
 *     [loopback, as the JDK has it: {@code localhost}, {@code 127.*}, {@code [::1]}]
 */
public record ProxyOptions(String host, int port, Optional<Credentials> credentials, List<String> nonProxyHosts) {

    private static final int LAST_PORT = 65_535;

    /**
     * Who the client is to the proxy ({@code Basic}).
     *
     * @param username the name
     * @param password the secret, which {@code toString} hides
     */
    public record Credentials(String username, String password) {

        /**
         * Refuses what HTTP could not tell apart.
         *
         * @param username as for the record
         * @param password as for the record
         * @throws NullPointerException if either is null
         * @throws IllegalArgumentException if the name is blank or holds a colon
         */
        public Credentials {
            Objects.requireNonNull(password, "password");
            if (username.isBlank() || username.contains(":")) {
                throw new IllegalArgumentException("the user name of a proxy must not be blank, nor hold a colon");
            }
        }

        @Override
        public String toString() {
            return "Credentials[hidden]";
        }
    }

    /**
     * Checks the values.
     *
     * @param host as for the record
     * @param port as for the record
     * @param credentials as for the record
     * @param nonProxyHosts as for the record
     * @throws NullPointerException if any of it is null
     * @throws IllegalArgumentException if the host is blank, or the port none
     */
    public ProxyOptions {
        Objects.requireNonNull(credentials, "credentials");
        if (host.isBlank()) {
            throw new IllegalArgumentException("the host of a proxy must not be blank");
        }
        if (port < 1 || port > LAST_PORT) {
            throw new IllegalArgumentException("the port of a proxy must be 1 to " + LAST_PORT + ", not " + port);
        }
        nonProxyHosts = List.copyOf(nonProxyHosts);
    }

    /**
     * A proxy for all hosts but loopback.
     *
     * @param host name or address of the proxy
     * @param port its port, 1 to 65535
     * @return options without credentials
     */
    public static ProxyOptions of(String host, int port) {
        return new ProxyOptions(host, port, Optional.empty(), List.of("localhost", "127.*", "[::1]"));
    }

    /**
     * The same with credentials.
     *
     * @param username not blank, without a colon
     * @param password the secret
     * @return new options
     */
    public ProxyOptions withCredentials(String username, String password) {
        return new ProxyOptions(host, port, Optional.of(new Credentials(username, password)), nonProxyHosts);
    }

    /**
     * The same with other exceptions.
     *
     * @param hosts in place of the present ones; empty: everything goes through the proxy
     * @return new options
     */
    public ProxyOptions withNonProxyHosts(List<String> hosts) {
        return new ProxyOptions(host, port, credentials, hosts);
    }

    /**
     * Whether connections to a host go through the proxy.
     *
     * @param name host name or address, as a URI has it
     * @return false if one of the exceptions matches, in whatever case
     */
    public boolean appliesTo(String name) {
        String host = name.toLowerCase(Locale.ROOT);
        return nonProxyHosts.stream().noneMatch(exception -> matches(exception.toLowerCase(Locale.ROOT), host));
    }

    private static boolean matches(String exception, String host) {
        int star = exception.indexOf('*');
        if (star < 0) {
            return exception.equals(host);
        }
        List<String> parts = List.of(exception.substring(star + 1).split("\\*", -1));
        String last = parts.get(parts.size() - 1);
        int at = star;
        for (String part : parts.subList(0, parts.size() - 1)) {
            int found = host.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return host.startsWith(exception.substring(0, star))
                && host.endsWith(last)
                && at <= host.length() - last.length();
    }
}
