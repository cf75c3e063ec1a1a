package io.github.predictionone.benchmarks.transfer;

import java.util.List;
import java.util.Locale;

/** What can be measured: the direction of the transfer, and the storage that it uses. */
enum Figure {
    DOWN("down", "plain", TransferRun.class),
    UP("up", "plain", TransferRun.class),
    LIMITED("down", "limited", TransferRun.class),
    DOWN_TLS("down", "secure", TransferRun.class),
    UP_TLS("up", "secure", TransferRun.class),
    FIRST_BYTE("down", "plain", FirstByteRun.class);

    private final String direction;
    private final String way;
    private final Class<?> run;

    Figure(String direction, String way, Class<?> run) {
        this.direction = direction;
        this.way = way;
        this.run = run;
    }

    String direction() {
        return direction;
    }

    /** Returns which of the site's storages is used: {@code plain}, {@code limited} or {@code secure}. */
    String way() {
        return way;
    }

    /** Returns the main class that measures the figure. */
    Class<?> run() {
        return run;
    }

    List<Contender> contenders() {
        return switch (this) {
            case DOWN ->
                List.of(
                        Contender.CURL,
                        Contender.of("ours"),
                        Contender.of("ours, one connection"),
                        Contender.of("ours, one connection, no SHA-256"),
                        Contender.of("bare"),
                        Contender.of("webclient"),
                        Contender.of("jdk"),
                        Contender.of("sha-256"),
                        Contender.of("fsync"));
            case UP ->
                List.of(
                        Contender.CURL,
                        Contender.of("ours"),
                        Contender.of("bare"),
                        Contender.of("webclient"),
                        Contender.of("jdk"));
            case LIMITED -> List.of(Contender.CURL, Contender.of("ours"));
            case DOWN_TLS, UP_TLS ->
                List.of(
                        Contender.CURL,
                        Contender.withJdkTls("ours"),
                        Contender.withJdkTls("ours, one connection, no SHA-256"),
                        Contender.withJdkTls("bare"),
                        Contender.of("ours"),
                        Contender.of("bare"),
                        Contender.withJdkTls("webclient"),
                        Contender.of("jdk"));
            case FIRST_BYTE -> List.of(Contender.of("direct"), Contender.of("ours"), Contender.of("webclient"));
        };
    }

    /** Returns the contender that the others are compared with. */
    String reference() {
        return contenders().get(0).name();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
