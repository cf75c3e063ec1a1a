package io.github.predictionone.spring.autoconfigure;

/** A client can't be made of the properties. Neither text holds a secret. */
final class UnusableConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    UnusableConfigurationException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** What to do about it. */
    String action() {
        return action;
    }
}
