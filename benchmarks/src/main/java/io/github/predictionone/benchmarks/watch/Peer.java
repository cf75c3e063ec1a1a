package io.github.predictionone.benchmarks.watch;

import java.net.URI;
import java.time.Duration;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** One way to watch trainings. */
interface Peer {

    /** Who watches. */
    interface Listener {

        /** A status, changed or not. */
        void status();

        /** The watch is over, although nobody ended it. */
        void lost(Throwable reason);
    }

    /** A client of the service, by name. */
    static Peer of(String name, URI service) {
        return switch (name) {
            case "ours" -> new OurPeer(service);
            case "bare" -> new BareReactorNetty(service, false);
            case "bare-unbounded" -> new BareReactorNetty(service, true);
            case "webclient" -> new WebClientByHand(service);
            case "azure" -> new AzurePollerFlux(service);
            case "jdk" -> new JdkHttpClient(service);
            default -> throw new IllegalArgumentException("no peer is called " + name);
        };
    }

    /** Watches for ever. */
    void watch(String id, Duration interval, Listener listener);

    /** The statuses of one training for many subscribers, as this peer would share them. */
    default Flux<?> shared(String id, Duration interval) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no stream to share");
    }

    static String path(String id) {
        return "/v1/external/models/results?external_process_id=" + id;
    }

    /** One who asks for a single status and then never again. */
    static void stall(Flux<?> statuses) {
        statuses.subscribe(new BaseSubscriber<Object>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }
        });
    }
}
