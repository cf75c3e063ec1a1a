package io.github.predictionone.reactor;

import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom to trust on TLS connections, and who the client is. Holds for the API and for the storage. Immutable: every
 * {@code with…} returns a new value.
 *
 * <p>Factories and not a {@link javax.net.ssl.SSLContext}, which would tie the client to the JDK's TLS: these serve
 * BoringSSL as well, where it is on the class path. Host names are verified whatever is given here.
 *
 * @param trust an initialised factory of trust managers; empty for the certificates that the JDK trusts [empty]
 * @param keys an initialised factory of key managers, for servers that want a certificate of the client; empty for none
 *     [empty]
 * @param protocols such as {@code TLSv1.3}; empty for those of the TLS engine [empty]
 * @param ciphers names of cipher suites as the JDK has them; empty for those of the TLS engine [empty]
 */
public record TlsOptions(
        Optional<TrustManagerFactory> trust,
        Optional<KeyManagerFactory> keys,
        List<String> protocols,
        List<String> ciphers) {

    private static final TlsOptions DEFAULTS = new TlsOptions(Optional.empty(), Optional.empty(), List.of(), List.of());

    /**
     * Copies the lists.
     *
     * @param trust as for the record
     * @param keys as for the record
     * @param protocols as for the record
     * @param ciphers as for the record
     * @throws NullPointerException if a list is null or holds null
     */
    public TlsOptions {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
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
     * The same with other trust.
     *
     * @param factory initialised, such as with a store of a company's own authorities
     * @return new options
     */
    public TlsOptions withTrust(TrustManagerFactory factory) {
        return new TlsOptions(Optional.of(factory), keys, protocols, ciphers);
    }

    /**
     * The same with a certificate of the client's.
     *
     * @param factory initialised with the private key and its chain
     * @return new options
     */
    public TlsOptions withKeys(KeyManagerFactory factory) {
        return new TlsOptions(trust, Optional.of(factory), protocols, ciphers);
    }

    /**
     * The same with other protocols.
     *
     * @param names such as {@code TLSv1.3}; empty for those of the TLS engine
     * @return new options
     */
    public TlsOptions withProtocols(List<String> names) {
        return new TlsOptions(trust, keys, names, ciphers);
    }

    /**
     * The same with other cipher suites.
     *
     * @param names as the JDK has them; empty for those of the TLS engine
     * @return new options
     */
    public TlsOptions withCiphers(List<String> names) {
        return new TlsOptions(trust, keys, protocols, names);
    }
}
