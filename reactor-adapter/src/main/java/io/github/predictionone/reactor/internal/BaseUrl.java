package io.github.predictionone.reactor.internal;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** Checks base URLs of the service. */
final class BaseUrl {

    private static final int MAX_ADDRESS_LENGTH = "127.255.255.255".length();

    private BaseUrl() {}

    /** Returns the URL without trailing slashes, so that paths can be appended to it. */
    static URI normalized(URI url) {
        Objects.requireNonNull(url, "baseUrl");
        String scheme = url.getScheme();
        if (url.getHost() == null || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
            throw new IllegalArgumentException(
                    "baseUrl must be absolute, with http or https and a host, not " + shown(url));
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("baseUrl must have no user, query or fragment: " + shown(url));
        }
        String text = url.toString();
        int end = text.length();
        while (text.charAt(end - 1) == '/') {
            end--;
        }
        return URI.create(text.substring(0, end));
    }

    /**
     * Refuses a URL over which the key would travel unprotected, unless the caller allows that or the host is loopback.
     */
    static void requireProtection(URI url, boolean plaintextAllowed) {
        if ("http".equalsIgnoreCase(url.getScheme()) && !plaintextAllowed && !isLoopback(url.getHost())) {
            throw new IllegalArgumentException("baseUrl " + url
                    + " would send the key unprotected: use https, or call allowPlaintext() to permit this");
        }
    }

    static boolean isLoopback(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || (name.length() <= MAX_ADDRESS_LENGTH && name.matches("127(\\.\\d{1,3}){3}"))
                || name.equals("[::1]")
                || name.equals("[0:0:0:0:0:0:0:1]");
    }

    private static String shown(URI url) {
        return url.getScheme() + "://" + url.getHost();
    }
}
