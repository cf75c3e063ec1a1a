package io.github.predictionone.reactor.internal.transfer;

/**
 * What tells one version of an object from another.
 *
 * @param etag a strong entity tag, with its quotes
 * @param total the object's length in bytes
 */
record Validator(String etag, long total) {

    boolean matches(StorageAnswer answer) {
        return etag.equals(answer.etag()) && total == answer.total();
    }
}
