package io.github.predictionone.internal.wire;

import io.github.predictionone.ApiKey;
import io.github.predictionone.CredentialType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * One call of the service, before anyone has decided how to send it.
 *
 * @param endpoint which call
 * @param subject what it is about, for messages; empty if about nothing in particular
 * @param target path and query below the base URL
 * @param body JSON, or null
 * @param decoder reads the body of a 2xx answer
 * @param credential what kind of API key it needs
 * @param authorization the key that goes with it; null until that has been decided
 */
public record ApiRequest<T>(
        Endpoint endpoint,
        String subject,
        String target,
        @Nullable String body,
        Decoder<T> decoder,
        CredentialType credential,
        @Nullable Authorization authorization) {

    /** A call of the Train API group. */
    public ApiRequest(Endpoint endpoint, String subject, String target, @Nullable String body, Decoder<T> decoder) {
        this(endpoint, subject, target, body, decoder, CredentialType.TRAIN, null);
    }

    /** Reads an answer's body, or throws a {@code ProtocolException}. */
    @FunctionalInterface
    public interface Decoder<T> {
        T decode(byte[] body);

        /** Application code that changes the value, and may block; null: there is none. */
        default @Nullable UnaryOperator<T> callback() {
            return null;
        }
    }

    /** What is being done, to which id: the beginning of every message about this call. */
    public String doing() {
        return subject.isEmpty() ? endpoint.title() : endpoint.title() + " of " + subject;
    }

    public ApiRequest<T> withKey(ApiKey key) {
        return with(Authorization.of(key));
    }

    public ApiRequest<T> with(Authorization other) {
        return new ApiRequest<>(endpoint, subject, target, body, decoder, credential, other);
    }

    /** The key to be written with the request; null for one that goes without. */
    public @Nullable ApiKey chooseKey() {
        return authorization == null ? null : authorization.choose();
    }

    /** The key that was written with the request; null if none has been. */
    public @Nullable ApiKey key() {
        return authorization == null ? null : authorization.chosen();
    }

    /** The same call for who needs a key of another kind. */
    ApiRequest<T> withCredential(CredentialType type) {
        return new ApiRequest<>(endpoint, subject, target, body, decoder, type, authorization);
    }

    /** The endpoint's path with the id in its place. */
    static String path(Endpoint endpoint, String id) {
        return endpoint.path().replaceFirst("\\{\\w+}", Matcher.quoteReplacement(encoded(id)));
    }

    static String parameter(String name, String value) {
        return name + "=" + encoded(value);
    }

    private static String encoded(String value) {
        // The encoder is one for forms, where a space is a plus.
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    // The body may be anybody's data.
    @Override
    public String toString() {
        return doing();
    }
}
