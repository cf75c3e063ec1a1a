package io.github.predictionone.benchmarks.watch;

import java.net.URI;
import java.time.Duration;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** One way to watch trainings. */
interface Peer {

    /** Receives what a watch reports. */
    interface Listener {

        /** A status, changed or not. */
        void status();

        /** The watch has ended, although it was not cancelled. */
        void lost(Throwable reason);
    }

    /** Returns the peer with this name, as a client of the service. */
    static Peer of(String name, URI service) {
        return switch (name) {
            case "ours" -> new OurPeer(service);
            case "bare" -> new BareReactorNetty(service, false);
            case "bare-unbounded" -> new BareReactorNetty(service, true);
            case "webclient" -> new WebClientByHand(service);
            case "azure" -> new AzurePollerFlux(service);
            case "jdk" -> new JdkHttpClient(service);
            default -> throw new IllegalArgumentException("there is no peer named " + name);
        };
    }

    /** Watches a training until the JVM exits. */
    void watch(String id, Duration interval, Listener listener);

    /** Returns the statuses of one training, shared by many subscribers as this peer does it. */
    default Flux<?> shared(String id, Duration interval) {
        throw new UnsupportedOperationException(getClass().getSimpleName() + " has no stream to share");
    }

    static String path(String id) {
        return "/v1/external/models/results?external_process_id=" + id;
    }

    /** Subscribes, demands a single status, and never demands another. */
    static void stall(Flux<?> statuses) {
        statuses.subscribe(new BaseSubscriber<Object>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }
        });
    }
}
