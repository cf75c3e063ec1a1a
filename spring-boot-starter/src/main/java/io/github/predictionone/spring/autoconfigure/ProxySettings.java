package io.github.predictionone.spring.autoconfigure;

import io.github.predictionone.reactor.ProxyOptions;
import io.github.predictionone.spring.PredictionOneProperties;
import java.util.Optional;
import org.springframework.util.StringUtils;

/** Reads the proxy of the {@code predictionone.proxy.*} properties. */
final class ProxySettings {

    private static final String PREFIX = "predictionone.proxy.";

    private ProxySettings() {}

    static Optional<ProxyOptions> of(PredictionOneProperties.Proxy proxy) {
        String host = proxy.host();
        String username = proxy.username();
        String password = proxy.password();
        boolean named = StringUtils.hasText(username);
        if (named != StringUtils.hasLength(password)) {
            throw incomplete(named ? "username" : "password", named ? "password" : "username");
        }
        if (!StringUtils.hasText(host)) {
            if (named) {
                throw incomplete("username", "host");
            }
            return Optional.empty();
        }
        try {
            ProxyOptions options = ProxyOptions.of(host, proxy.port()).withNonProxyHosts(proxy.nonProxyHosts());
            return Optional.of(
                    username == null || password == null || !named
                            ? options
                            : options.withCredentials(username, password));
        } catch (IllegalArgumentException e) {
            throw new UnusableConfigurationException(
                    "'predictionone.proxy' is not usable: " + e.getMessage() + ".",
                    "Correct '" + PREFIX + "host', '" + PREFIX + "port' and '" + PREFIX + "username'.");
        }
    }

    private static UnusableConfigurationException incomplete(String present, String absent) {
        return new UnusableConfigurationException(
                "'" + PREFIX + present + "' is set, but '" + PREFIX + absent + "' is not.",
                "Set both of them, or neither.");
    }
}
