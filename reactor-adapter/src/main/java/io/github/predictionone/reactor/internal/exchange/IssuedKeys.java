package io.github.predictionone.reactor.internal.exchange;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.predictionone.ApiKey;
import io.github.predictionone.AuthenticationException;
import io.github.predictionone.CredentialType;
import io.github.predictionone.IssuedApiKey;
import io.github.predictionone.PredictionOneException;
import io.github.predictionone.internal.wire.Failures;
import io.github.predictionone.internal.wire.Requests;
import io.github.predictionone.reactor.internal.support.Time;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The API key of one purpose. One request obtains it for all waiting calls. The key is renewed before it expires, while
 * the old one is still in use, and replaced when the service refuses it. If no key can be obtained, all waiting calls
 * fail, and the client does not request one again for a while. The same applies if the replacement for a refused key is
 * refused, too.
 */
final class IssuedKeys {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.predictionone.reactor.keys");
    private static final Duration MAX_RENEWAL_LEAD = Duration.ofMinutes(5);
    private static final Duration HOLD_TIME = Duration.ofSeconds(5);
    // A shorter life means that the clocks differ by nearly a key's life, and must not lead to a new key per request.
    private static final Duration MIN_LIFE = Duration.ofSeconds(1);

    private final CredentialType type;
    private final Exchange issuer;
    private final Time time;

    @GuardedBy("this")
    private @Nullable ApiKey key;

    @GuardedBy("this")
    private boolean usable;

    @GuardedBy("this")
    private int users;

    @GuardedBy("this")
    private long renewAt;

    @GuardedBy("this")
    private long endsAt;

    @GuardedBy("this")
    private Sinks.@Nullable Empty<Void> issuing;

    @GuardedBy("this")
    private @Nullable Throwable failure;

    @GuardedBy("this")
    private long failureUntil;

    @GuardedBy("this")
    private long unprovenUntil;

    @GuardedBy("this")
    private long refusedUntil;

    IssuedKeys(CredentialType type, Exchange issuer, Time time) {
        this.type = type;
        this.issuer = issuer;
        this.time = time;
        this.failureUntil = time.nanos();
        this.unprovenUntil = failureUntil;
        this.refusedUntil = failureUntil;
    }

    /** Returns whether there is a key that is valid as far as is known. */
    synchronized boolean hasUsableKey() {
        return usable && time.nanos() < endsAt;
    }

    /** Returns whether this object has no state that must be kept. */
    synchronized boolean isObsolete() {
        return users == 0 && !hasUsableKey() && issuing == null && !isHeld(failureUntil) && !isOnTrial();
    }

    /** Returns whether the key has just replaced a refused one: if it is refused, too, a third key would not help. */
    @GuardedBy("this")
    private boolean isOnTrial() {
        return isHeld(unprovenUntil) || isHeld(refusedUntil);
    }

    synchronized void addUser() {
        users++;
    }

    synchronized void removeUser() {
        users--;
    }

    /** Called when the service has answered a request with this key. */
    synchronized void accepted(@Nullable ApiKey acceptedKey) {
        if (acceptedKey != null && acceptedKey.equals(key)) {
            unprovenUntil = time.nanos();
        }
    }

    /** Completes when there is a usable key. */
    Mono<Void> await() {
        return Mono.defer(() -> hasUsableKey() ? Mono.empty() : issue());
    }

    /** Returns the key to use now. If it expires soon, requests the next one. */
    ApiKey choose() {
        ApiKey chosen;
        boolean renew;
        synchronized (this) {
            if (key == null) {
                throw new IllegalStateException("There is no key yet.");
            }
            chosen = key;
            renew = usable && time.nanos() >= renewAt && issuing == null && !isHeld(failureUntil);
        }
        if (renew) {
            issue();
        }
        return chosen;
    }

    /** Completes when there is a replacement for a refused key; signals the reason if a replacement would not help. */
    Mono<Void> replace(ApiKey refused, AuthenticationException reason) {
        return Mono.defer(() -> {
            synchronized (this) {
                if (refused.equals(key)) {
                    if (isOnTrial()) {
                        return Mono.error(reason);
                    }
                    usable = false;
                }
            }
            return await();
        });
    }

    /** Called when the replacement for a refused key has been refused, too. */
    synchronized void refusedAgain(@Nullable ApiKey refused) {
        if (refused != null && refused.equals(key)) {
            refusedUntil = Time.after(time.nanos(), HOLD_TIME);
        }
    }

    private boolean isHeld(long until) {
        return time.nanos() < until;
    }

    private Mono<Void> issue() {
        Sinks.Empty<Void> waiting;
        synchronized (this) {
            if (issuing != null) {
                return issuing.asMono();
            }
            // A transient failure may be over; a refusal would only be repeated.
            if (failure != null && isHeld(failureUntil) && !isTransient(failure)) {
                return Mono.error(failure);
            }
            waiting = Sinks.empty();
            issuing = waiting;
        }
        // Subscribed to here and not by the caller, because a caller that cancels must not cancel for the others.
        issuer.send(Requests.apiKey(type))
                .subscribe(answer -> issued(answer.value(), waiting), e -> failed(e, waiting));
        return waiting.asMono();
    }

    private static boolean isTransient(Throwable failure) {
        return failure instanceof PredictionOneException known && known.isTransient();
    }

    private void issued(IssuedApiKey issued, Sinks.Empty<Void> waiting) {
        Duration life = life(issued);
        synchronized (this) {
            long now = time.nanos();
            boolean replacesRefused = key != null && !usable;
            unprovenUntil = replacesRefused ? Time.after(now, HOLD_TIME) : now;
            key = issued.key();
            usable = true;
            endsAt = Time.after(now, life);
            renewAt = endsAt == Long.MAX_VALUE ? endsAt : Time.after(now, life.minus(renewalLead(life)));
            failure = null;
            issuing = null;
        }
        LOG.atDebug()
                .addKeyValue("endsAt", issued.endsAt().map(Instant::toString).orElse("unknown"))
                .log("obtained an API key for {}", type.name());
        waiting.tryEmitEmpty();
    }

    /** Returns how long the key is valid; without a usable end, until it is refused. */
    private Duration life(IssuedApiKey issued) {
        Instant now = time.now();
        return issued.endsAt()
                .map(end -> Duration.between(now, end))
                .filter(life -> life.compareTo(MIN_LIFE) > 0)
                .orElse(Time.FOR_EVER);
    }

    private static Duration renewalLead(Duration life) {
        Duration tenth = life.dividedBy(10);
        return tenth.compareTo(MAX_RENEWAL_LEAD) < 0 ? tenth : MAX_RENEWAL_LEAD;
    }

    private void failed(Throwable thrown, Sinks.Empty<Void> waiting) {
        // The request for the key has used its own attempts, so the calls that wait for the key must not retry it.
        Throwable reason = thrown instanceof PredictionOneException known ? Failures.exhausted(known) : thrown;
        boolean again;
        synchronized (this) {
            again = failure != null && isHeld(failureUntil);
            failure = reason;
            failureUntil = Time.after(time.nanos(), HOLD_TIME);
            issuing = null;
        }
        (again ? LOG.atDebug() : LOG.atWarn())
                .addKeyValue("exception", reason.getClass().getSimpleName())
                .log("cannot obtain an API key: {}", reason.getMessage());
        waiting.tryEmitError(reason);
    }
}
