package io.github.predictionone.classifier;

/** What a rule does with its addresses: the service's {@code order}. */
public enum RuleOrder {
    /** The addresses may call the classifier. */
    ALLOW("allow"),
    /** The addresses may not call the classifier. */
    DENY("deny");

    private final String word;

    RuleOrder(String word) {
        this.word = word;
    }

    /**
     * Returns the service's word.
     *
     * @return {@code allow} or {@code deny}
     */
    public String word() {
        return word;
    }
}
