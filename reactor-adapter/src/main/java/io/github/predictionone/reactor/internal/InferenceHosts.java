package io.github.predictionone.reactor.internal;

import io.github.predictionone.ProtocolException;
import io.github.predictionone.reactor.PredictionOneClient;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The hosts to which a classifier's key may be sent: the service's own, by their full names, and those that the caller
 * allows.
 */
final class InferenceHosts {

    private static final String API = "developer-api.";
    private static final String INFERENCE = "user-api.";

    private final Set<String> hosts = new HashSet<>();
    private final boolean plaintextAllowed;

    InferenceHosts(URI baseUrl, Set<String> allowed, boolean plaintextAllowed) {
        this.plaintextAllowed = plaintextAllowed;
        hosts.add(name(baseUrl));
        addSibling(baseUrl);
        addSibling(PredictionOneClient.DEFAULT_BASE_URL);
        addSibling(PredictionOneClient.INTERNATIONAL_BASE_URL);
        hosts.addAll(allowed);
    }

    private void addSibling(URI baseUrl) {
        String host = name(baseUrl);
        if (host.startsWith(API)) {
            hosts.add(INFERENCE + host.substring(API.length()));
        }
    }

    /** Returns a classifier's URL as the service sent it; throws if the key must not be sent there, with the reason. */
    URI check(String url) {
        URI uri = parse(url);
        if (!hosts.contains(name(uri))) {
            throw new ProtocolException(
                    "Cannot send the classifier's key to " + uri.getHost()
                            + ": it is not a host of the service. To permit this, call allowInferenceHost(\""
                            + uri.getHost() + "\").",
                    null);
        }
        boolean plaintext = "http".equalsIgnoreCase(uri.getScheme());
        if (plaintext && !plaintextAllowed && !BaseUrl.isLoopback(uri.getHost())) {
            throw new ProtocolException(
                    "Cannot send the classifier's key to " + uri.getHost()
                            + ": its URL is not https, so the key would travel unprotected.",
                    null);
        }
        return uri;
    }

    private static URI parse(String url) {
        try {
            URI uri = new URI(url.strip());
            String scheme = uri.getScheme();
            if (uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw unusable();
        }
        throw unusable();
    }

    /** The message does not contain the URL, which may contain anything. */
    private static ProtocolException unusable() {
        return new ProtocolException("The classifier's URL is not an absolute http or https URL.", null);
    }

    /** Returns the normalised name of a host that the caller names. */
    static String name(String host) {
        try {
            URI uri = new URI("https://" + host.strip());
            if (uri.getHost() != null && uri.getHost().equalsIgnoreCase(host.strip())) {
                return name(uri);
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("host must be a host name, not " + host, e);
        }
        throw new IllegalArgumentException("host must be a host name, not " + host);
    }

    private static String name(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }
}
