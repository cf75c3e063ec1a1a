package io.github.predictionone.benchmarks.transfer;

import java.nio.ByteBuffer;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Map;

/** A SHA-256 that does nothing, to measure transfers without it. Used by the client only, not by TLS. */
final class NoSums extends MessageDigestSpi {

    private static final String CLIENTS = "io.github.predictionone.internal.text.Digests";

    /** Installs it in this JVM. */
    static void install() {
        Security.insertProviderAt(new NoProvider(), 1);
    }

    private static final class NoProvider extends Provider {

        private static final long serialVersionUID = 1;

        NoProvider() {
            super("no-sums", "1", "No SHA-256 for the client");
            putService(new NoService(this));
        }
    }

    private static final class NoService extends Provider.Service {

        private final Provider.Service genuine = Security.getProvider("SUN").getService("MessageDigest", "SHA-256");

        NoService(Provider provider) {
            super(provider, "MessageDigest", "SHA-256", NoSums.class.getName(), List.of(), Map.of());
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            boolean clients = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().equals(CLIENTS)));
            return clients ? new NoSums() : genuine.newInstance(parameter);
        }
    }

    @Override
    protected void engineUpdate(byte input) {}

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {}

    @Override
    protected void engineUpdate(ByteBuffer input) {
        input.position(input.limit());
    }

    @Override
    protected byte[] engineDigest() {
        return new byte[32];
    }

    @Override
    protected void engineReset() {}
}
