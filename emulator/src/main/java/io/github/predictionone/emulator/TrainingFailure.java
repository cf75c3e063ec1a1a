package io.github.predictionone.emulator;

/** The data can't be trained on, and this is why. */
final class TrainingFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TrainingFailure(String reason) {
        super(reason, null, false, false);
    }
}
