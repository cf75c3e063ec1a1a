package io.github.predictionone.emulator.learning;

/** The reason why no model can be trained on the data. */
public final class TrainingFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TrainingFailure(String reason) {
        super(reason, null, false, false);
    }
}
