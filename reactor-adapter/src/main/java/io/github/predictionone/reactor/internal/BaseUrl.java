package io.github.predictionone.reactor.internal;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** What may be the service's address. */
final class BaseUrl {

    private static final int MAX_ADDRESS_LENGTH = "127.255.255.255".length();

    private BaseUrl() {}

    /** Without trailing slashes, so that paths can be put behind it. */
    static URI normalized(URI url) {
        Objects.requireNonNull(url, "baseUrl");
        String scheme = url.getScheme();
        if (url.getHost() == null || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
            throw new IllegalArgumentException(
                    "base URL must be absolute, with http or https and a host: " + shown(url));
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("base URL must have no user, query or fragment: " + shown(url));
        }
        String text = url.toString();
        int end = text.length();
        while (text.charAt(end - 1) == '/') {
            end--;
        }
        return URI.create(text.substring(0, end));
    }

    /** A key is not sent unprotected, unless the caller said so or it stays on this machine. */
    static void requireProtection(URI url, boolean plaintextAllowed) {
        if ("http".equalsIgnoreCase(url.getScheme()) && !plaintextAllowed && !isLoopback(url.getHost())) {
            throw new IllegalArgumentException("base URL " + url
                    + " would send the key unprotected: use https, or allowPlaintext() if that is meant");
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
