package io.github.predictionone.internal.wire;

import io.github.predictionone.ApiKey;
import io.github.predictionone.CredentialType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A call of the service, independent of how it is sent.
 *
 * @param endpoint the endpoint to call
 * @param subject the object of the call, such as an id, for messages; empty if there is none
 * @param target path and query below the base URL
 * @param body JSON, or null
 * @param decoder reads the body of a 2xx answer
 * @param credential the type of API key that it needs
 * @param authorization the key to send; null until it has been decided
 */
public record ApiRequest<T>(
        Endpoint endpoint,
        String subject,
        String target,
        @Nullable String body,
        Decoder<T> decoder,
        CredentialType credential,
        @Nullable Authorization authorization) {

    /** Creates a call of the Train API group. */
    public ApiRequest(Endpoint endpoint, String subject, String target, @Nullable String body, Decoder<T> decoder) {
        this(endpoint, subject, target, body, decoder, CredentialType.TRAIN, null);
    }

    /** Decodes an answer's body, or throws a {@code ProtocolException}. */
    @FunctionalInterface
    public interface Decoder<T> {
        T decode(byte[] body);

        /** Returns application code that changes the decoded value and may block; null if there is none. */
        default @Nullable UnaryOperator<T> callback() {
            return null;
        }
    }

    /** Returns the operation and its id: the beginning of every message about this call. */
    public String doing() {
        return subject.isEmpty() ? endpoint.title() : endpoint.title() + " of " + subject;
    }

    public ApiRequest<T> withKey(ApiKey key) {
        return with(Authorization.of(key));
    }

    public ApiRequest<T> with(Authorization other) {
        return new ApiRequest<>(endpoint, subject, target, body, decoder, credential, other);
    }

    /** Chooses and returns the key to send with the request; null for a request without a key. */
    public @Nullable ApiKey chooseKey() {
        return authorization == null ? null : authorization.choose();
    }

    /** Returns the key that was sent with the request; null if none was sent yet. */
    public @Nullable ApiKey key() {
        return authorization == null ? null : authorization.chosen();
    }

    /** Returns the same call with another type of API key. */
    ApiRequest<T> withCredential(CredentialType type) {
        return new ApiRequest<>(endpoint, subject, target, body, decoder, type, authorization);
    }

    /** Returns the endpoint's path with the id in place of its variable. */
    static String path(Endpoint endpoint, String id) {
        return endpoint.path().replaceFirst("\\{\\w+}", Matcher.quoteReplacement(encoded(id)));
    }

    static String parameter(String name, String value) {
        return name + "=" + encoded(value);
    }

    private static String encoded(String value) {
        // The encoder is made for forms, in which a space is encoded as a plus.
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    // The body is omitted because it may be confidential.
    @Override
    public String toString() {
        return doing();
    }
}
