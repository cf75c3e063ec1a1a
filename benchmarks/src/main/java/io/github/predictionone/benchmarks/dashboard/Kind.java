package io.github.predictionone.benchmarks.dashboard;

/** How a client behaves. */
enum Kind {
    /** Reads all events. */
    STEADY("steady"),
    /** Reads one event, and nothing more from its socket until the trainings have ended. */
    STALLED("stalled"),
    /** Drops its connection every few seconds, and reconnects. */
    RECONNECTING("reconnecting"),
    /** Steady, and the only client that watches its training. */
    ALONE("alone with a training");

    private static final int IN_A_ROW = 40;

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** Returns the kind of a client, by its number: of twenty, one stalls and one reconnects. */
    static Kind of(int client) {
        return switch (client % IN_A_ROW) {
            case 0, 21 -> STALLED;
            case 10, 31 -> RECONNECTING;
            default -> STEADY;
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
