package io.github.predictionone.reactor.internal.part;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import io.github.predictionone.internal.text.Digests;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The sums of a whole object as it goes by, and what the storage says that they should be. */
public final class Checksums {

    private final MessageDigest sha256 = Digests.sha256();
    private final @Nullable MessageDigest md5;
    private final @Nullable CRC32C crc32c;
    private final @Nullable String expectedMd5;
    private final @Nullable String expectedSha256;
    private final @Nullable String expectedCrc32c;

    private Checksums(@Nullable String md5, @Nullable String sha256, @Nullable String crc32c) {
        this.expectedMd5 = md5;
        this.expectedSha256 = sha256;
        this.expectedCrc32c = crc32c;
        this.md5 = md5 == null ? null : Digests.md5();
        this.crc32c = crc32c == null ? null : new CRC32C();
    }

    /** The SHA-256 alone. */
    public static Checksums unchecked() {
        return new Checksums(null, null, null);
    }

    /** What the head of an answer with the whole object promises. */
    public static Checksums promisedBy(HttpHeaders headers) {
        return new Checksums(
                headers.get("content-md5"),
                unlessComposite(headers.get("x-amz-checksum-sha256")),
                unlessComposite(headers.get("x-amz-checksum-crc32c")));
    }

    /** The same promises, of bytes that go by from the first one again. */
    Checksums again() {
        return new Checksums(expectedMd5, expectedSha256, expectedCrc32c);
    }

    /** The checksum of the checksums of parts says nothing of the whole. */
    private static @Nullable String unlessComposite(@Nullable String sum) {
        return sum == null || sum.contains("-") ? null : sum;
    }

    /** Takes what remains in the buffer, and leaves the buffer as it is. */
    public void update(ByteBuffer bytes) {
        sha256.update(bytes.duplicate());
        if (md5 != null) {
            md5.update(bytes.duplicate());
        }
        if (crc32c != null) {
            crc32c.update(bytes.duplicate());
        }
    }

    /**
     * The SHA-256 in hexadecimal, once everything has gone by and is what was promised.
     *
     * @param otherwise whether the transfer may be repeated if it is not
     */
    public String verify(String doing, Retryability otherwise) {
        byte[] sum = sha256.digest();
        require(doing, otherwise, "SHA-256", expectedSha256, sum);
        require(doing, otherwise, "MD5", expectedMd5, md5 == null ? new byte[0] : md5.digest());
        long crc = crc32c == null ? 0 : crc32c.getValue();
        require(
                doing,
                otherwise,
                "CRC-32C",
                expectedCrc32c,
                ByteBuffer.allocate(4).putInt((int) crc).array());
        return HexFormat.of().formatHex(sum);
    }

    private static void require(
            String doing, Retryability otherwise, String name, @Nullable String expected, byte[] actual) {
        if (expected != null && !Arrays.equals(decoded(expected), actual)) {
            throw new TransferException(
                    doing + ": what came has another " + name + " than the storage says", null, otherwise);
        }
    }

    private static byte[] decoded(String sum) {
        try {
            return Base64.getDecoder().decode(sum.strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
