package io.github.predictionone.reactor.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.policy.PollSchedule;
import io.github.predictionone.reactor.PredictionOneClient;
import io.github.predictionone.reactor.WatchOptions;
import io.github.predictionone.reactor.internal.netty.RawServer;
import io.github.predictionone.training.StatusChanged;
import io.github.predictionone.training.StatusEvent;
import io.github.predictionone.training.TrainingFinished;
import io.github.predictionone.training.TrainingId;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;

/** A subscriber moves between two processes and carries only the id of the last event that it has received. */
@Tag("process")
class ResumeIT {

    private static final int MOVES = 1_000;
    private static final String NONE = "none";

    /** One of the two processes: watches on command and prints the events. */
    public static final class Instance {

        private static Disposable watch = Disposables.disposed();

        private Instance() {}

        public static void main(String[] arguments) throws IOException {
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            try (PredictionOneClient client = PredictionOneClient.builder()
                    .baseUrl(URI.create(arguments[0]))
                    .apiKey("k")
                    .requestsPerSecond(0)
                    .build()) {
                WatchOptions often = WatchOptions.defaults().withPollSchedule(PollSchedule.fixed(Duration.ofMillis(1)));
                for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                    if (command.equals("leave")) {
                        leave();
                    } else {
                        WatchOptions options = command.equals(NONE) ? often : often.withLastEventId(command);
                        Disposable.Swap place = Disposables.swap();
                        watch = place;
                        place.update(client.watchTraining(TrainingId.of("t-1"), options)
                                .subscribe(
                                        event -> print(place, line(event)),
                                        failure -> print(place, "error " + failure),
                                        () -> print(place, "end")));
                    }
                }
            }
        }

        private static String line(StatusEvent event) {
            String word = event instanceof StatusChanged changed
                    ? changed.status().word()
                    : event instanceof TrainingFinished ? "finished" : event.toString();
            return event.eventId() + " " + word;
        }

        /** Cancels the watch; an event that is being delivered at that moment is not printed after "left". */
        private static synchronized void leave() {
            watch.dispose();
            System.out.println("left");
        }

        private static synchronized void print(Disposable place, String line) {
            if (!place.isDisposed()) {
                System.out.println(line);
            }
        }
    }

    private final AtomicInteger step = new AtomicInteger(1);
    private final List<String> words = new ArrayList<>();
    private String lastEventId = NONE;

    private final class Child implements AutoCloseable {

        private final Process process;
        private final BufferedReader output;
        private final BufferedWriter input;

        Child(URI service) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Instance.class.getName(),
                            service.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            output = process.inputReader(StandardCharsets.UTF_8);
            input = process.outputWriter(StandardCharsets.UTF_8);
        }

        void tell(String command) throws IOException {
            input.write(command);
            input.newLine();
            input.flush();
        }

        /** Records the next event; returns false if the line says that there are no more. */
        boolean next() throws IOException {
            String line = output.readLine();
            assertThat(line).as("line from the process").isNotNull().doesNotStartWith("error");
            if (line.equals("left") || line.equals("end")) {
                return false;
            }
            String[] event = line.split(" ", 2);
            lastEventId = event[0];
            words.add(event[1]);
            return true;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static String body(String word) {
        String json = "{\"status\":\"" + word + "\"}";
        return "HTTP/1.1 200 OK\r\ncontent-length: " + json.length() + "\r\n\r\n" + json;
    }

    private String word() {
        return step.get() < 0 ? "finished" : "step-" + step.get();
    }

    @Test
    @DisplayName(
            "4.7 a subscriber that moves 1,000 times between two processes misses no status change and receives none twice")
    void moves() throws Exception {
        Random random = new Random(7);
        try (RawServer service = new RawServer();
                Child one = new Child(service.uri());
                Child other = new Child(service.uri())) {
            service.otherwise((socket, out) -> {
                out.write(body(word()).getBytes(StandardCharsets.US_ASCII));
                out.flush();
                return true;
            });
            for (int move = 0; move < MOVES; move++) {
                Child instance = move % 2 == 0 ? one : other;
                instance.tell(lastEventId);
                for (int changes = random.nextInt(3); changes > 0; changes--) {
                    // Advance only after the subscriber has received this step: a status that no poll reads is lost.
                    waitFor(instance, step.get());
                    step.incrementAndGet();
                }
                // This may interrupt a poll or a delivery.
                instance.tell("leave");
                while (instance.next()) {
                    // next() records the events that were on their way.
                }
                if (step.get() == words.size() && random.nextBoolean()) {
                    step.incrementAndGet();
                }
            }
            one.tell(lastEventId);
            waitFor(one, step.get());
            step.set(-1);
            while (one.next()) {
                // next() records the events up to the end.
            }
        }
        assertThat(words).last().isEqualTo("finished");
        int steps = words.size() - 1;
        assertThat(steps).isGreaterThan(MOVES / 2);
        assertThat(words.subList(0, steps))
                .isEqualTo(IntStream.rangeClosed(1, steps)
                        .mapToObj(number -> "step-" + number)
                        .toList());
    }

    private void waitFor(Child instance, int number) throws IOException {
        while (words.size() < number) {
            assertThat(instance.next()).isTrue();
        }
    }
}
