package io.github.predictionone.testsupport;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A key and its self-signed certificate, made by the JDK's keytool, in a PKCS #12 file and in memory. */
public record Identity(Path file, KeyStore store) {

    /** The password of the file and of the key. */
    public static final String PASSWORD = "changeit";

    /** Creates the identity of a host, with a certificate extension such as {@code san=dns:localhost}. */
    public static Identity of(Path directory, String name, String extension) throws Exception {
        Path file = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        extension,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keytool.log").toFile())
                .start();
        keytool.waitFor();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return new Identity(file, store);
    }

    /** Returns the factory with which a peer presents this identity. */
    public KeyManagerFactory keys() throws Exception {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        return factory;
    }

    /** Returns the factory with which a peer trusts only this identity. */
    public TrustManagerFactory trust() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        String alias = store.aliases().nextElement();
        trusted.setCertificateEntry(alias, store.getCertificate(alias));
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory;
    }

    /** Returns the context of a server with this identity. */
    public SSLContext server() throws Exception {
        return presenting(null);
    }

    /** Returns the context of a server with this identity, which accepts the other identity from its clients. */
    public SSLContext server(Identity client) throws Exception {
        return presenting(client.trust().getTrustManagers());
    }

    private SSLContext presenting(TrustManager[] clients) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys().getKeyManagers(), clients, null);
        return context;
    }
}
