package io.github.predictionone.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.predictionone.PredictionOneException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.Retryability;
import io.github.predictionone.TransportException;
import io.github.predictionone.internal.wire.Failures;
import io.github.predictionone.policy.RetryVerdict.GiveUp;
import io.github.predictionone.policy.RetryVerdict.Retry;
import io.github.predictionone.testsupport.Property;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

    private final RetryPolicy policy = RetryPolicy.defaults();

    private static PredictionOneException answered(int status, @Nullable Duration retryAfter) {
        return Failures.answer("Train Status Check of x", status, new byte[0], retryAfter, null);
    }

    private RetryVerdict verdict(PredictionOneException failure, boolean idempotent) {
        return policy.verdict(failure, 1, idempotent, 0.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    @DisplayName("3.1 an idempotent request is retried after a status that may be temporary")
    void repeated(int status) {
        assertThat(verdict(answered(status, null), true)).isEqualTo(new Retry(Duration.ofMillis(200)));
        assertThat(answered(status, null).isTransient()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 409, 410, 418, 451, 501, 505})
    @DisplayName("3.1 an idempotent request is not retried after a final status")
    void isFinal(int status) {
        assertThat(verdict(answered(status, null), true)).isInstanceOf(GiveUp.class);
        assertThat(answered(status, null).isTransient()).isFalse();
    }

    @Test
    @DisplayName("3.1 an idempotent request is retried after a connection reset, but not after a protocol error")
    void exceptions() {
        assertThat(verdict(new ProtocolException("garbage", null), true)).isInstanceOf(GiveUp.class);
        TransportException reset = new TransportException("reset", null, Retryability.IF_IDEMPOTENT);
        assertThat(verdict(reset, true)).isInstanceOf(Retry.class);
        assertThat(verdict(reset, false)).as("3.3").isInstanceOf(GiveUp.class);
    }

    @Test
    @DisplayName("3.3 a POST is retried only if the service cannot have processed it")
    void post() {
        assertThat(verdict(new TransportException("refused", null, Retryability.ALWAYS), false))
                .isInstanceOf(Retry.class);
        assertThat(verdict(answered(429, null), false)).isInstanceOf(Retry.class);
        assertThat(verdict(answered(503, Duration.ofSeconds(1)), false)).isInstanceOf(Retry.class);
        assertThat(verdict(answered(503, null), false)).isInstanceOf(GiveUp.class);
        assertThat(verdict(answered(500, null), false)).isInstanceOf(GiveUp.class);
        assertThat(verdict(answered(504, null), false)).isInstanceOf(GiveUp.class);
    }

    @Test
    @DisplayName("3.2 a request is attempted four times, and the failure then gives the number of attempts")
    void attempts() {
        assertThat(policy.verdict(answered(500, null), 3, true, 0.5)).isInstanceOf(Retry.class);
        assertThat(policy.verdict(answered(500, null), 4, true, 0.5)).isEqualTo(new GiveUp("after 4 attempts"));
        assertThat(policy.withMaxAttempts(1).verdict(answered(500, null), 1, true, 0.5))
                .isEqualTo(new GiveUp("after 1 attempt"));
    }

    @Test
    @DisplayName(
            "3.2 Retry-After is a lower bound for the wait; one of more than two minutes ends the call with a reason")
    void retryAfter() {
        assertThat(verdict(answered(429, Duration.ofSeconds(7)), true)).isEqualTo(new Retry(Duration.ofSeconds(7)));
        assertThat(verdict(answered(429, Duration.ofMillis(1)), true)).isEqualTo(new Retry(Duration.ofMillis(200)));
        assertThat(verdict(answered(503, Duration.ofMinutes(2)), true)).isEqualTo(new Retry(Duration.ofMinutes(2)));
        assertThat(((GiveUp) verdict(answered(503, Duration.ofSeconds(121)), true)).reason())
                .contains("121 s", "120 s");
    }

    @Test
    @DisplayName("3.2 waits double from 200 ms up to 10 s, each ±50 %, and never overflow")
    void backoff() {
        Property.check(1_000, draw -> {
            int attempt = draw.integer(1, Integer.MAX_VALUE);
            double random = draw.fraction();
            long base = attempt > 6 ? 10_000 : Math.min(10_000, 200L << (attempt - 1));
            assertThat(policy.backoff(attempt, random))
                    .isBetween(Duration.ofMillis(base / 2), Duration.ofMillis(base * 3 / 2));
            assertThat(policy.backoff(attempt, 0.5)).isEqualTo(Duration.ofMillis(base));
        });
    }

    @Test
    @DisplayName("3.2 a retry policy with an invalid value is refused immediately")
    void refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMaxAttempts(0));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withFirstWait(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMaxWait(Duration.ofMillis(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> policy.withMaxRetryAfter(Duration.ofSeconds(-1)));
    }

    @Test
    @DisplayName("3.2 both waits can be changed together, whatever they were before")
    void waits() {
        RetryPolicy slow = policy.withWaits(Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(slow.firstWait()).isEqualTo(Duration.ofMinutes(1));
        assertThat(slow.maxWait()).isEqualTo(Duration.ofMinutes(2));
        assertThat(slow.withWaits(policy.firstWait(), policy.maxWait())).isEqualTo(policy);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.withWaits(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}
