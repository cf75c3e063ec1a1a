package io.github.predictionone.internal.wire;

import io.github.predictionone.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** A presigned storage URL, as the service wrote it. Its query is a bearer secret, which no {@code toString} shows. */
public final class PresignedUrl {

    private final URI uri;

    private PresignedUrl(URI uri) {
        this.uri = uri;
    }

    /** Parses a URL without changing a character of it. */
    public static PresignedUrl parse(String field, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new ProtocolException("the answer has no " + field, null);
        }
        try {
            URI uri = new URI(text.strip());
            String scheme = uri.getScheme();
            if (uri.getHost() != null && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
                return new PresignedUrl(uri);
            }
        } catch (URISyntaxException e) {
            throw unusable(field);
        }
        throw unusable(field);
    }

    /**
     * Returns the exception for an unusable URL. The parser's exception is not its cause, because its message repeats
     * the secret URL.
     */
    private static ProtocolException unusable(String field) {
        return new ProtocolException(field + " in the answer is not an absolute http(s) URL", null);
    }

    /** Returns the whole URL, including the secret, for use in the request line only. */
    public URI uri() {
        return uri;
    }

    /** Returns the URL without its query, and so without the secret. */
    public URI withoutQuery() {
        return URI.create(toString());
    }

    /** Returns the target of a redirect from this URL. */
    public PresignedUrl resolve(String location) {
        try {
            return parse("location", uri.resolve(new URI(location.strip())).toString());
        } catch (URISyntaxException e) {
            throw unusable("location");
        }
    }

    public boolean isSecure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort())
                + uri.getRawPath();
    }
}
