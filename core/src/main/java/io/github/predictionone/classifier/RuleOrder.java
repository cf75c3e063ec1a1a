package io.github.predictionone.classifier;

/** What a rule orders for those whom it is about: the service's {@code order}. */
public enum RuleOrder {
    /** They may call the classifier. */
    ALLOW("allow"),
    /** They may not. */
    DENY("deny");

    private final String word;

    RuleOrder(String word) {
        this.word = word;
    }

    /**
     * The service's word.
     *
     * @return {@code allow} or {@code deny}
     */
    public String word() {
        return word;
    }
}
