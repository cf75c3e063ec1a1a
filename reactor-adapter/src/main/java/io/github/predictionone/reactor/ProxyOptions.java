package io.github.predictionone.reactor;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy between the client and the world. All traffic goes through tunnels ({@code CONNECT}), to the API and to
 * the storage: the proxy sees host names and no more, and looks them up. Immutable: every {@code with…} returns a new
 * value.
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
                throw new IllegalArgumentException("the host of a proxy must not be blank");
            }
            if (port < 1 || port > LAST_PORT) {
                throw new IllegalArgumentException("the port of a proxy must be 1 to " + LAST_PORT + ", not " + port);
            }
            nonProxyHosts = List.copyOf(Objects.requireNonNull(nonProxyHosts, "nonProxyHosts"));
        }
    }

    /** Who the client is to the proxy ({@code Basic}). */
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
                    throw new IllegalArgumentException("the user name of a proxy must not be blank, nor hold a colon");
                }
            }
        }

        /**
         * The user name.
         *
         * @return not blank, without a colon
         */
        public String username() {
            return login.username;
        }

        /**
         * The secret, which {@code toString} hides.
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
     * A proxy for all hosts but loopback.
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
     * The proxy's host.
     *
     * @return name or address
     */
    public String host() {
        return values.host;
    }

    /**
     * The proxy's port.
     *
     * @return 1 to 65535
     */
    public int port() {
        return values.port;
    }

    /**
     * What the proxy asks for.
     *
     * @return empty for none [empty]
     */
    public Optional<Credentials> credentials() {
        return values.credentials;
    }

    /**
     * The hosts that are reached without the proxy.
     *
     * @return names or addresses, {@code *} standing for any characters; unmodifiable [loopback, as the JDK has it:
     *     {@code localhost}, {@code 127.*}, {@code [::1]}]
     */
    public List<String> nonProxyHosts() {
        return values.nonProxyHosts;
    }

    /**
     * The same with credentials.
     *
     * @param username not blank, without a colon
     * @param password the secret
     * @return new options
     * @throws NullPointerException if either is null
     * @throws IllegalArgumentException if the name is blank or holds a colon
     */
    public ProxyOptions withCredentials(String username, String password) {
        Credentials credentials = new Credentials(new Credentials.Login(username, password));
        return new ProxyOptions(new Values(values.host, values.port, Optional.of(credentials), values.nonProxyHosts));
    }

    /**
     * The same with other exceptions.
     *
     * @param hosts names or addresses in place of the present ones, {@code *} standing for any characters; empty:
     *     everything goes through the proxy [loopback: {@code localhost}, {@code 127.*}, {@code [::1]}]
     * @return new options
     * @throws NullPointerException if the list is null or holds null
     */
    public ProxyOptions withNonProxyHosts(List<String> hosts) {
        return new ProxyOptions(new Values(values.host, values.port, values.credentials, hosts));
    }

    /**
     * Whether connections to a host go through the proxy.
     *
     * @param name host name or address, as a URI has it
     * @return false if one of the exceptions matches, in whatever case
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
