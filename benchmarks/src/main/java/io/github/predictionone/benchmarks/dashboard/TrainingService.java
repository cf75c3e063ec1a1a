package io.github.predictionone.benchmarks.dashboard;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service whose trainings change every second after a call of {@code /begin}, and end one after the other. Every
 * fifth fails. {@code /polls} returns the polls of each training. Prints its port, and exits when its standard input
 * ends.
 */
public final class TrainingService {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant CREATED = Instant.parse("2026-11-24T10:00:00Z");
    private static final Duration BETWEEN_ENDS = Duration.ofMillis(250);

    private final Duration length;

    @GuardedBy("this")
    private final Map<String, Polls> polls = new TreeMap<>();

    @GuardedBy("this")
    private final Map<String, Long> firstPolls = new TreeMap<>();

    @GuardedBy("this")
    private final Set<String> ended = new HashSet<>();

    // In System.nanoTime(); 0: not begun.
    @GuardedBy("this")
    private long begun;

    private TrainingService(Duration length) {
        this.length = length;
    }

    /**
     * Serves until standard input ends.
     *
     * @param arguments the length of the shortest training, as a duration
     * @throws IOException if standard input can't be read
     */
    public static void main(String[] arguments) throws IOException {
        TrainingService service = new TrainingService(Duration.parse(arguments[0]));
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .route(routes -> routes.get(
                                "/v1/external/models/results",
                                (request, response) -> response.header("content-type", "application/json")
                                        .sendString(Mono.just(service.status(new QueryStringDecoder(request.uri())
                                                .parameters()
                                                .get("external_process_id")
                                                .get(0)))))
                        .get("/begin", (request, response) -> response.sendString(Mono.just(service.begin())))
                        .get(
                                "/polls",
                                (request, response) -> response.header("content-type", "application/json")
                                        .sendString(Mono.just(service.polls()))))
                .bindNow();
        System.out.println("port=" + server.port());
        while (System.in.read() >= 0) {
            // Nothing is sent on standard input; only its end matters.
        }
        System.exit(0);
    }

    private synchronized String begin() {
        begun = System.nanoTime();
        return "begun";
    }

    private synchronized String polls() {
        return JSON.writeValueAsString(List.copyOf(polls.values()));
    }

    /** Returns the answer to a poll. Ids are numbers. */
    private synchronized String status(String id) {
        long now = System.nanoTime();
        Duration sinceFirst = Duration.ofNanos(now - firstPolls.computeIfAbsent(id, first -> now));
        Polls before = polls.getOrDefault(id, Polls.NONE);
        polls.put(id, ended.contains(id) ? before.withLateOne() : before.withOne(id, sinceFirst));
        int number = Integer.parseInt(id);
        Duration since = begun == 0 ? Duration.ZERO : Duration.ofNanos(now - begun);
        Duration end = length.plus(BETWEEN_ENDS.multipliedBy(number));
        if (since.compareTo(end) < 0) {
            return answer("training", since);
        }
        ended.add(id);
        return answer(number % 5 == 4 ? "failed" : "finished", end);
    }

    private static String answer(String word, Duration since) {
        return JSON.writeValueAsString(Map.of(
                "status", word,
                "created_datetime", CREATED.toString(),
                "updated_datetime", CREATED.plusSeconds(since.toSeconds()).toString()));
    }
}
