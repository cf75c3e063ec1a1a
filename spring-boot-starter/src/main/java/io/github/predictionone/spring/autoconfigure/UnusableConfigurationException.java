package io.github.predictionone.spring.autoconfigure;

/** The properties do not make a usable client. Neither the description nor the action contains a secret. */
final class UnusableConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    UnusableConfigurationException(String description, String action) {
        super(description);
        this.action = action;
    }

    /** Returns what the user must do. */
    String action() {
        return action;
    }
}
