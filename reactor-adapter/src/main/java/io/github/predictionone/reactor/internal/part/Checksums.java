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

/**
 * The checksums of a whole object, computed as its bytes pass by, and the values that the storage has sent for them.
 */
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

    /** Computes the SHA-256 only, without an expected value. */
    public static Checksums unchecked() {
        return new Checksums(null, null, null);
    }

    /** Expects the checksums in the headers of an answer with the whole object. */
    public static Checksums promisedBy(HttpHeaders headers) {
        return new Checksums(
                headers.get("content-md5"),
                unlessComposite(headers.get("x-amz-checksum-sha256")),
                unlessComposite(headers.get("x-amz-checksum-crc32c")));
    }

    /** Returns checksums with the same expected values, for bytes that pass by from the first one again. */
    Checksums again() {
        return new Checksums(expectedMd5, expectedSha256, expectedCrc32c);
    }

    /** Returns null for a checksum of the checksums of parts, which can't be compared with that of the whole object. */
    private static @Nullable String unlessComposite(@Nullable String sum) {
        return sum == null || sum.contains("-") ? null : sum;
    }

    /** Adds the remaining bytes of the buffer, whose position does not change. */
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
     * Returns the SHA-256 in hexadecimal; throws if a checksum differs. Called once, after the last byte.
     *
     * @param otherwise whether the transfer may be retried if a checksum differs
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
                    doing + ": the " + name + " of the content differs from the one that the storage sent",
                    null,
                    otherwise);
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
