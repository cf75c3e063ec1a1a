package io.github.predictionone.reactor.internal.part;

import io.github.predictionone.Retryability;
import io.github.predictionone.TransferException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Recognizes a zip archive by its first bytes. */
public final class ZipSignature {

    public static final int LENGTH = 4;

    private ZipSignature() {}

    /**
     * Throws unless these bytes begin a zip archive. Fewer than four may be passed only if they are the whole content.
     */
    public static void require(String doing, byte[] head) {
        boolean zip = head.length >= LENGTH
                && head[0] == 'P'
                && head[1] == 'K'
                && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
        if (!zip) {
            throw new TransferException(
                    doing + ": the content is not a zip archive but " + described(head), null, Retryability.NEVER);
        }
    }

    private static String described(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
        if (head.length == 0) {
            return "an empty body";
        }
        if (text.startsWith("<?xm") || text.startsWith("<err")) {
            return "an XML page";
        }
        return text.startsWith("<") ? "an HTML page" : "something else";
    }
}
