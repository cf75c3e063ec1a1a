package io.github.predictionone.emulator.storage;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes presigned URLs for the storage, and checks them character by character. */
public final class SignedUrls {

    // The %2F must stay encoded: a client that decodes or re-encodes the query is refused.
    private static final Pattern QUERY = Pattern.compile(
            "X-Credential=emulator%2Flocal&X-Generation=(\\d{1,9})&X-Expires=(\\d{1,15})&X-Signature=([0-9a-f]{64})");

    private final byte[] secret = new byte[32];
    private final Supplier<String> origin;
    private final Duration lifetime;
    private final Clock clock;
    private final AtomicInteger generation = new AtomicInteger();

    public SignedUrls(Supplier<String> origin, Duration lifetime, Clock clock) {
        this.origin = origin;
        this.lifetime = lifetime;
        this.clock = clock;
        new SecureRandom().nextBytes(secret);
    }

    public String sign(String method, String path) {
        long expires = clock.instant().plus(lifetime).toEpochMilli();
        int born = generation.get();
        return origin.get() + path + "?X-Credential=emulator%2Flocal&X-Generation=" + born + "&X-Expires=" + expires
                + "&X-Signature=" + signature(method, path, born, expires);
    }

    public void expireAll() {
        generation.incrementAndGet();
    }

    /** Throws a {@code StorageRefusal} unless this target was signed for this method and has not expired. */
    void require(String method, String target) {
        int question = target.indexOf('?');
        Matcher query = QUERY.matcher(question < 0 ? "" : target.substring(question + 1));
        if (!query.matches()) {
            throw StorageRefusal.accessDenied("The request has no signature.");
        }
        int born = Integer.parseInt(query.group(1));
        long expires = Long.parseLong(query.group(2));
        String expected = signature(method, target.substring(0, question), born, expires);
        if (!MessageDigest.isEqual(bytes(expected), bytes(query.group(3)))) {
            throw StorageRefusal.signatureDoesNotMatch();
        }
        if (born != generation.get() || clock.millis() >= expires) {
            throw StorageRefusal.accessDenied("Request has expired.");
        }
    }

    private String signature(String method, String path, int born, long expires) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(bytes(method + '\n' + path + '\n' + born + '\n' + expires)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot sign a URL: this Java platform lacks HmacSHA256.", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
