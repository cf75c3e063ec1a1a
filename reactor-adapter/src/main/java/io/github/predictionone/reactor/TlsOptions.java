package io.github.predictionone.reactor;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Trust store, client certificate, protocols and cipher suites for TLS, for both the API and the storage. Immutable:
 * every {@code with…} method returns a new value.
 *
 * <p>The options take factories rather than an {@link javax.net.ssl.SSLContext}, which would tie the client to the
 * JDK's TLS. Factories also work with BoringSSL, if it is on the class path. Host names are always verified, whatever
 * the options.
 */
public final class TlsOptions {

    private static final TlsOptions DEFAULTS =
            new TlsOptions(new Values(Optional.empty(), Optional.empty(), List.of(), List.of()));

    private final Values values;

    private TlsOptions(Values values) {
        this.values = values;
    }

    private record Values(
            Optional<TrustManagerFactory> trust,
            Optional<KeyManagerFactory> keys,
            List<String> protocols,
            List<String> ciphers) {

        Values {
            protocols = List.copyOf(Objects.requireNonNull(protocols, "protocols"));
            ciphers = List.copyOf(Objects.requireNonNull(ciphers, "ciphers"));
        }
    }

    /**
     * Returns options that trust the certificates that the JDK trusts, without a client certificate.
     *
     * @return the defaults
     */
    public static TlsOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns the certificates to trust.
     *
     * @return an initialised factory of trust managers; empty for the certificates that the JDK trusts [empty]
     */
    public Optional<TrustManagerFactory> trust() {
        return values.trust;
    }

    /**
     * Returns the client's certificate, for servers that require one.
     *
     * @return an initialised factory of key managers; empty for none [empty]
     */
    public Optional<KeyManagerFactory> keys() {
        return values.keys;
    }

    /**
     * Returns the protocols to use, such as {@code TLSv1.3}.
     *
     * @return empty for the defaults of the TLS engine; unmodifiable [empty]
     */
    public List<String> protocols() {
        return values.protocols;
    }

    /**
     * Returns the cipher suites to use, by their JDK names.
     *
     * @return empty for the defaults of the TLS engine; unmodifiable [empty]
     */
    public List<String> ciphers() {
        return values.ciphers;
    }

    /**
     * Returns these options with other certificates to trust.
     *
     * @param factory initialised, for example with a trust store of a company's own authorities [the certificates that
     *     the JDK trusts]
     * @return new options
     * @throws NullPointerException if it is null
     */
    public TlsOptions withTrust(TrustManagerFactory factory) {
        Objects.requireNonNull(factory, "factory");
        return new TlsOptions(new Values(Optional.of(factory), values.keys, values.protocols, values.ciphers));
    }

    /**
     * Returns these options with a client certificate, for servers that require one.
     *
     * @param factory initialised with the private key and its chain [none]
     * @return new options
     * @throws NullPointerException if it is null
     */
    public TlsOptions withKeys(KeyManagerFactory factory) {
        Objects.requireNonNull(factory, "factory");
        return new TlsOptions(new Values(values.trust, Optional.of(factory), values.protocols, values.ciphers));
    }

    /**
     * Returns these options with other protocols.
     *
     * @param names such as {@code TLSv1.3}; empty for the defaults of the TLS engine [empty]
     * @return new options
     * @throws NullPointerException if the list is null or contains null
     */
    public TlsOptions withProtocols(List<String> names) {
        return new TlsOptions(new Values(values.trust, values.keys, names, values.ciphers));
    }

    /**
     * Returns these options with other cipher suites.
     *
     * @param names by their JDK names; empty for the defaults of the TLS engine [empty]
     * @return new options
     * @throws NullPointerException if the list is null or contains null
     */
    public TlsOptions withCiphers(List<String> names) {
        return new TlsOptions(new Values(values.trust, values.keys, values.protocols, names));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TlsOptions options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "TlsOptions");
    }
}
