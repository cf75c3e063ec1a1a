package io.github.predictionone.dashboard;

/** Thrown if a requested file, training or result does not exist. */
final class MissingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;

    MissingException(String what, String message) {
        super(message, null, false, false);
        this.what = what;
    }

    static MissingException training() {
        return new MissingException("training", "There is no such training in this dashboard.");
    }

    static MissingException result() {
        return new MissingException("result", "This training has no result, or has not finished yet.");
    }

    /** Returns {@code file}, {@code training} or {@code result}. */
    String what() {
        return what;
    }
}
