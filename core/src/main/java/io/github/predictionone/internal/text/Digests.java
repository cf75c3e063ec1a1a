package io.github.predictionone.internal.text;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** The JDK's message digests, without the checked exception that can't occur. */
public final class Digests {

    private Digests() {}

    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    public static MessageDigest md5() {
        return digest("MD5");
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform supports " + name, e);
        }
    }

    /**
     * Returns 16 URL-safe characters of the digest of these parts. A zero byte after each part keeps {@code "ab", "c"}
     * distinct from {@code "a", "bc"}.
     */
    public static String shortId(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest.digest(), 12));
    }
}
