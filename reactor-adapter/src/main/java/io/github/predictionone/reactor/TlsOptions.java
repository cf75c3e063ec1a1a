package io.github.predictionone.reactor;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom to trust on TLS connections, and who the client is. Holds for the API and for the storage. Immutable: every
 * {@code with…} returns a new value.
 *
 * <p>Factories and not a {@link javax.net.ssl.SSLContext}, which would tie the client to the JDK's TLS: these serve
 * BoringSSL as well, where it is on the class path. Host names are verified whatever is given here.
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
     * The certificates that the JDK trusts, and none of the client's own.
     *
     * @return the options of a client that names none
     */
    public static TlsOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The certificates to trust.
     *
     * @return an initialised factory of trust managers; empty for the certificates that the JDK trusts [empty]
     */
    public Optional<TrustManagerFactory> trust() {
        return values.trust;
    }

    /**
     * The client's certificate, for servers that want one.
     *
     * @return an initialised factory of key managers; empty for none [empty]
     */
    public Optional<KeyManagerFactory> keys() {
        return values.keys;
    }

    /**
     * The protocols to use, such as {@code TLSv1.3}.
     *
     * @return empty for those of the TLS engine; unmodifiable [empty]
     */
    public List<String> protocols() {
        return values.protocols;
    }

    /**
     * The cipher suites to use, by the names that the JDK has for them.
     *
     * @return empty for those of the TLS engine; unmodifiable [empty]
     */
    public List<String> ciphers() {
        return values.ciphers;
    }

    /**
     * The same with other trust.
     *
     * @param factory initialised, such as with a store of a company's own authorities [the certificates that the JDK
     *     trusts]
     * @return new options
     * @throws NullPointerException if it is null
     */
    public TlsOptions withTrust(TrustManagerFactory factory) {
        Objects.requireNonNull(factory, "factory");
        return new TlsOptions(new Values(Optional.of(factory), values.keys, values.protocols, values.ciphers));
    }

    /**
     * The same with a certificate of the client's, for servers that want one.
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
     * The same with other protocols.
     *
     * @param names such as {@code TLSv1.3}; empty for those of the TLS engine [empty]
     * @return new options
     * @throws NullPointerException if the list is null or holds null
     */
    public TlsOptions withProtocols(List<String> names) {
        return new TlsOptions(new Values(values.trust, values.keys, names, values.ciphers));
    }

    /**
     * The same with other cipher suites.
     *
     * @param names as the JDK has them; empty for those of the TLS engine [empty]
     * @return new options
     * @throws NullPointerException if the list is null or holds null
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
