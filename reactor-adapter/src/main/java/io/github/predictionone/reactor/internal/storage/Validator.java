package io.github.predictionone.reactor.internal.storage;

/**
 * Identifies one version of an object.
 *
 * @param etag a strong entity tag, with its quotes
 * @param total the object's length in bytes
 */
public record Validator(String etag, long total) {

    public boolean matches(StorageAnswer answer) {
        return etag.equals(answer.etag()) && total == answer.total();
    }
}
