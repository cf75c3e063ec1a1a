package io.github.predictionone.internal.wire;

import io.github.predictionone.ProtocolException;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** A storage URL as the service wrote it. Its query is a bearer secret, which no {@code toString} shows. */
public final class PresignedUrl {

    private final URI uri;

    private PresignedUrl(URI uri) {
        this.uri = uri;
    }

    /** Reads what the service promised to be a URL; never changes a character of it. */
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

    /** Without the parser's own exception, whose message repeats the URL: not for anybody's eyes. */
    private static ProtocolException unusable(String field) {
        return new ProtocolException(field + " in the answer is no absolute http(s) URL", null);
    }

    /** The whole URL, secret included: for the request line alone. */
    public URI uri() {
        return uri;
    }

    /** What may be shown to anybody. */
    public URI withoutQuery() {
        return URI.create(toString());
    }

    /** Where a redirect leads from here. */
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
