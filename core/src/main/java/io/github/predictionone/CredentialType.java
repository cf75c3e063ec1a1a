package io.github.predictionone;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The purpose of an API key ({@code credential_type} of {@code GET /api-key}). */
public final class CredentialType {

    /** Gives access to training, data sets and models. */
    public static final CredentialType TRAIN = new CredentialType(new Values("train", OptionalLong.empty()));

    /** Gives access to classifiers, which are the service's prediction APIs. */
    public static final CredentialType DEPLOY = new CredentialType(new Values("deploy", OptionalLong.empty()));

    @JsonValue
    private final Values values;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    private CredentialType(Values values) {
        this.values = values;
    }

    private record Values(String name, OptionalLong modelId) {

        Values {
            if (!name.equals("train") && !name.equals("deploy") && !name.equals("retrain")) {
                throw new IllegalArgumentException("credential type must be train, deploy or retrain, not " + name);
            }
            if (name.equals("retrain") != modelId.isPresent()) {
                throw new IllegalArgumentException("a model id must be present for retrain only");
            }
        }
    }

    /**
     * Returns the type that gives access to the retraining of one model.
     *
     * @param modelId the model
     * @return the type of a key for that model
     */
    public static CredentialType retrain(long modelId) {
        return new CredentialType(new Values("retrain", OptionalLong.of(modelId)));
    }

    /**
     * Returns the service's word for the type.
     *
     * @return {@code train}, {@code deploy} or {@code retrain}
     */
    public String name() {
        return values.name;
    }

    /**
     * Returns the model that a {@code retrain} key belongs to.
     *
     * @return empty for the other types
     */
    public OptionalLong modelId() {
        return values.modelId;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CredentialType type && values.equals(type.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("Values", "CredentialType");
    }
}
