package io.github.predictionone.reactor;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy for the client's traffic. All connections, to the API and to the storage, are tunnels
 * ({@code CONNECT}). The proxy resolves the host names and sees nothing else. Immutable: every {@code with…} method
 * returns a new value.
 */
public final class ProxyOptions {

    private static final int LAST_PORT = 65_535;

    private final Values values;

    private ProxyOptions(Values values) {
        this.values = values;
    }

    private record Values(String host, int port, Optional<Credentials> credentials, List<String> nonProxyHosts) {

        Values {
            Objects.requireNonNull(host, "host");
            if (host.isBlank()) {
                throw new IllegalArgumentException("host of the proxy must not be blank");
            }
            if (port < 1 || port > LAST_PORT) {
                throw new IllegalArgumentException("port of the proxy must be 1 to " + LAST_PORT + ", not " + port);
            }
            nonProxyHosts = List.copyOf(Objects.requireNonNull(nonProxyHosts, "nonProxyHosts"));
        }
    }

    /** The client's credentials for the proxy ({@code Basic}). */
    public static final class Credentials {

        private final Login login;

        private Credentials(Login login) {
            this.login = login;
        }

        private record Login(String username, String password) {

            Login {
                Objects.requireNonNull(username, "username");
                Objects.requireNonNull(password, "password");
                if (username.isBlank() || username.contains(":")) {
                    throw new IllegalArgumentException("username of the proxy must not be blank or contain a colon");
                }
            }
        }

        /**
         * Returns the user name.
         *
         * @return not blank, without a colon
         */
        public String username() {
            return login.username;
        }

        /**
         * Returns the password, which {@code toString} hides.
         *
         * @return the password
         */
        public String password() {
            return login.password;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Credentials credentials && login.equals(credentials.login);
        }

        @Override
        public int hashCode() {
            return login.hashCode();
        }

        @Override
        public String toString() {
            return "Credentials[hidden]";
        }
    }

    /**
     * Returns options for a proxy that serves all hosts except loopback.
     *
     * @param host name or address of the proxy
     * @param port its port, 1 to 65535
     * @return options without credentials
     * @throws NullPointerException if the host is null
     * @throws IllegalArgumentException if the host is blank, or the port is out of its range
     */
    public static ProxyOptions of(String host, int port) {
        return new ProxyOptions(new Values(host, port, Optional.empty(), List.of("localhost", "127.*", "[::1]")));
    }

    /**
     * Returns the proxy's host.
     *
     * @return name or address
     */
    public String host() {
        return values.host;
    }

    /**
     * Returns the proxy's port.
     *
     * @return 1 to 65535
     */
    public int port() {
        return values.port;
    }

    /**
     * Returns the credentials for the proxy.
     *
     * @return empty if the proxy needs none [empty]
     */
    public Optional<Credentials> credentials() {
        return values.credentials;
    }

    /**
     * Returns the hosts that the client connects to without the proxy.
     *
     * @return names or addresses, in which {@code *} stands for any characters; unmodifiable [loopback, as in the JDK:
     *     {@code localhost}, {@code 127.*}, {@code [::1]}]
     */
    public List<String> nonProxyHosts() {
        return values.nonProxyHosts;
    }

    /**
     * Returns these options with credentials.
     *
     * @param username not blank, without a colon
     * @param password the secret
     * @return new options
     * @throws NullPointerException if either is null
     * @throws IllegalArgumentException if the name is blank or contains a colon
     */
    public ProxyOptions withCredentials(String username, String password) {
        Credentials credentials = new Credentials(new Credentials.Login(username, password));
        return new ProxyOptions(new Values(values.host, values.port, Optional.of(credentials), values.nonProxyHosts));
    }

    /**
     * Returns these options with other hosts that the client connects to without the proxy.
     *
     * @param hosts names or addresses in place of the present ones, in which {@code *} stands for any characters;
     *     empty: everything goes through the proxy [loopback: {@code localhost}, {@code 127.*}, {@code [::1]}]
     * @return new options
     * @throws NullPointerException if the list is null or contains null
     */
    public ProxyOptions withNonProxyHosts(List<String> hosts) {
        return new ProxyOptions(new Values(values.host, values.port, values.credentials, hosts));
    }

    /**
     * Returns whether connections to a host go through the proxy.
     *
     * @param name host name or address, as in a URI
     * @return false if one of {@link #nonProxyHosts()} matches, ignoring case
     */
    public boolean appliesTo(String name) {
        String host = name.toLowerCase(Locale.ROOT);
        return values.nonProxyHosts.stream().noneMatch(exception -> matches(exception.toLowerCase(Locale.ROOT), host));
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

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProxyOptions options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "ProxyOptions");
    }
}
