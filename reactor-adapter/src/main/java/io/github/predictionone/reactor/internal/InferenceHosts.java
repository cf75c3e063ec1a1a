package io.github.predictionone.reactor.internal;

import io.github.predictionone.ProtocolException;
import io.github.predictionone.reactor.PredictionOneClient;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Where a classifier's key may go: to hosts of the service, by their whole names, and to those that the caller allows. */
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

    /** A classifier's URL as the service wrote it, or an exception that says why no key goes there. */
    URI check(String url) {
        URI uri = parse(url);
        if (!hosts.contains(name(uri))) {
            throw new ProtocolException(
                    "the classifier's URL leads to " + uri.getHost()
                            + ", which is no host of the service: no key is sent there; allowInferenceHost(\""
                            + uri.getHost() + "\") if that is meant",
                    null);
        }
        boolean plaintext = "http".equalsIgnoreCase(uri.getScheme());
        if (plaintext && !plaintextAllowed && !BaseUrl.isLoopback(uri.getHost())) {
            throw new ProtocolException(
                    "the classifier's URL on " + uri.getHost() + " is no https: its key would travel unprotected",
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

    /** Without the URL, which may hold anything. */
    private static ProtocolException unusable() {
        return new ProtocolException("the classifier's URL is no absolute http(s) URL", null);
    }

    /** A host as a caller names it. */
    static String name(String host) {
        try {
            URI uri = new URI("https://" + host.strip());
            if (uri.getHost() != null && uri.getHost().equalsIgnoreCase(host.strip())) {
                return name(uri);
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no host's name: " + host, e);
        }
        throw new IllegalArgumentException("no host's name: " + host);
    }

    private static String name(URI uri) {
        return uri.getHost().toLowerCase(Locale.ROOT);
    }
}
