package io.github.predictionone;

import java.util.OptionalLong;

/**
 * What an API key is for ({@code credential_type} of {@code GET /api-key}).
 *
 * @param name the service's word: {@code train}, {@code deploy} or {@code retrain}
 * @param modelId the model that a {@code retrain} key is for; empty for the others
 */
public record CredentialType(String name, OptionalLong modelId) {

    /** Opens training, data sets and models. */
    public static final CredentialType TRAIN = new CredentialType("train", OptionalLong.empty());

    /** Opens classifiers, the service's prediction APIs. */
    public static final CredentialType DEPLOY = new CredentialType("deploy", OptionalLong.empty());

    /**
     * Checks that a model is named where one is needed, and only there.
     *
     * @param name as for the record
     * @param modelId as for the record
     * @throws IllegalArgumentException for another name, or a model id that does not fit it
     */
    public CredentialType {
        if (!name.equals("train") && !name.equals("deploy") && !name.equals("retrain")) {
            throw new IllegalArgumentException("credential type must be train, deploy or retrain, not " + name);
        }
        if (name.equals("retrain") != modelId.isPresent()) {
            throw new IllegalArgumentException("a model id goes with retrain, and with nothing else");
        }
    }

    /**
     * Opens the retraining of one model.
     *
     * @param modelId the model
     * @return the type of a key for that model
     */
    public static CredentialType retrain(long modelId) {
        return new CredentialType("retrain", OptionalLong.of(modelId));
    }
}
