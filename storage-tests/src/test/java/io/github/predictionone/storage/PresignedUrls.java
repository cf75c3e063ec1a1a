package io.github.predictionone.storage;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs URLs with AWS Signature Version 4 in the query, with the host as the only signed header. */
record PresignedUrls(URI origin, String identity, String credential) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    URI put(String path) {
        return sign("PUT", path, Instant.now(), Duration.ofMinutes(10));
    }

    URI get(String path) {
        return sign("GET", path, Instant.now(), Duration.ofMinutes(10));
    }

    URI expired(String path) {
        return sign("GET", path, Instant.now().minus(Duration.ofMinutes(5)), Duration.ofSeconds(1));
    }

    private URI sign(String method, String path, Instant now, Duration validity) {
        String time = TIME.format(now);
        String day = time.substring(0, 8);
        String scope = day + "/us-east-1/s3/aws4_request";
        String query = "X-Amz-Algorithm=" + ALGORITHM
                + "&X-Amz-Credential=" + URLEncoder.encode(identity + "/" + scope, StandardCharsets.UTF_8)
                + "&X-Amz-Date=" + time
                + "&X-Amz-Expires=" + validity.toSeconds()
                + "&X-Amz-SignedHeaders=host";
        String request = String.join(
                "\n", method, path, query, "host:" + origin.getAuthority() + "\n", "host", "UNSIGNED-PAYLOAD");
        String toSign = String.join("\n", ALGORITHM, time, scope, hex(sha256(request)));
        byte[] key = ("AWS4" + credential).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, "us-east-1", "s3", "aws4_request"}) {
            key = hmac(key, part);
        }
        return origin.resolve(path + "?" + query + "&X-Amz-Signature=" + hex(hmac(key, toSign)));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
