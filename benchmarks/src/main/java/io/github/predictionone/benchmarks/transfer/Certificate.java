package io.github.predictionone.benchmarks.transfer;

import io.github.predictionone.benchmarks.harness.Fork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/** A certificate for loopback: a key store for the JVMs, and PEM files for the programs. */
record Certificate(Path store, Path chain, Path key) {

    private static final String PASSWORD = "changeit";

    /** Creates a certificate with the JDK's keytool. */
    static Certificate in(Path directory) {
        Certificate made = new Certificate(
                directory.resolve("tls.p12"), directory.resolve("tls.crt"), directory.resolve("tls.key"));
        try (Fork keytool = Fork.program(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                made.store.toString(),
                "-storepass",
                PASSWORD)) {
            keytool.figures();
            made.writePem();
            return made;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the options that make a JVM trust the certificate. */
    List<String> trusted() {
        return List.of("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    private void writePem() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        writePem(chain, "CERTIFICATE", keys.getCertificate("server").getEncoded());
        writePem(
                key,
                "PRIVATE KEY",
                keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
    }

    private static void writePem(Path file, String name, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        try {
            Files.write(
                    file,
                    ("-----BEGIN " + name + "-----\n" + text + "\n-----END " + name + "-----\n")
                            .getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
