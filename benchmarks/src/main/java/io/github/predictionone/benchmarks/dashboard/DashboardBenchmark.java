package io.github.predictionone.benchmarks.dashboard;

import io.github.predictionone.benchmarks.harness.Fork;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.reactive.function.client.WebClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs many dashboards of one application. The application and the service are processes of their own. Fails if an
 * event is lost.
 */
@Command(
        name = "dashboard",
        mixinStandardHelpOptions = true,
        description = "Runs many clients of an application's status streams, some of which stall or reconnect. "
                + "Fails if an event is lost or repeated, or if a training is polled more often than for one viewer.")
public final class DashboardBenchmark implements Callable<Integer> {

    private static final int SAMPLES = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(names = "--clients", defaultValue = "2000", description = "number of clients [${DEFAULT-VALUE}]")
    private int clients;

    @Option(
            names = "--trainings",
            defaultValue = "20",
            description = "number of trainings that they watch [${DEFAULT-VALUE}]")
    private int trainings;

    @Option(names = "--minutes", defaultValue = "5", description = "how long they watch, in minutes [${DEFAULT-VALUE}]")
    private int minutes;

    @Option(names = "--seconds", description = "how long they watch, in seconds; replaces --minutes")
    private @Nullable Integer seconds;

    @Option(
            names = "--max-heap",
            defaultValue = "256m",
            description = "heap of the application, as for -Xmx [${DEFAULT-VALUE}]")
    private String maxHeap;

    private final Report report = new Report();

    /** Called by picocli. */
    public DashboardBenchmark() {}

    @Override
    public Integer call() throws InterruptedException {
        Duration length = seconds == null ? Duration.ofMinutes(minutes) : Duration.ofSeconds(seconds);
        try (Fork service = Fork.jvm(TrainingService.class, List.of(), length.toString())) {
            String serviceOrigin = "http://127.0.0.1:" + service.next();
            try (Fork application = Fork.jvm(DashboardApplication.class, List.of("-Xmx" + maxHeap), serviceOrigin)) {
                String origin = "http://127.0.0.1:" + application.next();
                return measured(WebClient.create(serviceOrigin), WebClient.create(origin), origin, length) ? 0 : 1;
            }
        }
    }

    private boolean measured(WebClient service, WebClient application, String origin, Duration length)
            throws InterruptedException {
        Viewers viewers = new Viewers(origin, clients, trainings);
        long start = System.nanoTime();
        sample("without clients", start, application, viewers);
        boolean inTime = viewers.start();
        long begin = System.nanoTime();
        sample("all connected", start, application, viewers);
        get(service, "/begin", new ParameterizedTypeReference<String>() {});
        for (int i = 1; i <= SAMPLES; i++) {
            Duration at = length.multipliedBy(i).dividedBy(SAMPLES);
            Thread.sleep(Math.max(0, at.minusNanos(System.nanoTime() - begin).toMillis()));
            sample("after " + at.toSeconds() + " s", start, application, viewers);
        }
        inTime &= viewers.awaitReading();
        sample("with stalled pages", start, application, viewers);
        inTime &= viewers.resumeStalled();
        sample("all disconnected", start, application, viewers);
        List<Polls> polls = get(service, "/polls", new ParameterizedTypeReference<>() {});
        System.out.println(report.process());
        System.out.println(Report.clients(viewers.tallies()));
        System.out.println(Report.polls(polls, String.valueOf(trainings), DashboardController.INTERVAL));
        return inTime
                && viewers.tallies().values().stream().allMatch(Tally::isRight)
                && polls.stream().noneMatch(one -> one.isMoreThanOneViewer(DashboardController.INTERVAL));
    }

    private void sample(String when, long start, WebClient application, Viewers viewers) {
        ProcessFigures process = get(application, "/process", new ParameterizedTypeReference<>() {});
        report.sample(when, Duration.ofNanos(System.nanoTime() - start), process, viewers.events());
    }

    private static <T> T get(WebClient server, String path, ParameterizedTypeReference<T> type) {
        return Objects.requireNonNull(
                server.get().uri(path).retrieve().bodyToMono(type).block(PATIENCE));
    }
}
