package io.github.predictionone.emulator.learning;

/** The data can't be trained on, and this is why. */
public final class TrainingFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TrainingFailure(String reason) {
        super(reason, null, false, false);
    }
}
