package io.github.predictionone.reactor.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.ApiError;
import io.github.predictionone.ApiException;
import io.github.predictionone.ProtocolException;
import io.github.predictionone.Retryability;
import io.github.predictionone.internal.wire.PresignedUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class ResultUrlTest {

    private final ApiException stale =
            new ApiException("HTTP 403", new ApiError(403, null, null, null, null), Retryability.NEVER);

    private final AtomicInteger calls = new AtomicInteger();

    private static PresignedUrl url(int number) {
        return PresignedUrl.parse("result_url", "http://127.0.0.1/result.zip?sig=" + number);
    }

    @Test
    @DisplayName("5.4 each reader gets a fresh URL, however many URLs are refused at the same time")
    void refusedTogether() {
        ResultUrl urls = ResultUrl.forReaders(
                Mono.fromSupplier(() -> url(calls.incrementAndGet())).subscribeOn(Schedulers.boundedElastic()));
        Flux.range(0, 4)
                .flatMap(
                        thread -> Mono.defer(urls::get)
                                .doOnNext(url -> urls.failed(url, stale))
                                .subscribeOn(Schedulers.boundedElastic())
                                .repeat(1_999),
                        4)
                .as(StepVerifier::create)
                .expectNextCount(8_000)
                .verifyComplete();
        assertThat(calls).hasValueLessThanOrEqualTo(8_000);
    }

    @Test
    @DisplayName("5.4 the call for a URL is cancelled with its last subscriber and made anew for the next one")
    void cancelled() {
        Sinks.One<PresignedUrl> answer = Sinks.one();
        List<String> ends = new ArrayList<>();
        ResultUrl urls = ResultUrl.forReaders(answer.asMono()
                .doOnSubscribe(subscription -> calls.incrementAndGet())
                .doOnCancel(() -> ends.add("cancelled")));
        Disposable first = urls.get().subscribe();
        Disposable second = urls.get().subscribe();
        first.dispose();
        assertThat(ends).isEmpty();
        second.dispose();
        assertThat(ends).containsExactly("cancelled");
        answer.tryEmitValue(url(1));
        urls.get().as(StepVerifier::create).expectNextCount(1).verifyComplete();
        assertThat(calls).hasValue(2);
    }

    @Test
    @DisplayName("3.1 5.4 a failed call for a URL is final for a whole download, but repeated for a reader of ranges")
    void failed() {
        Mono<PresignedUrl> failing = Mono.defer(() -> {
            calls.incrementAndGet();
            return Mono.error(stale);
        });
        ResultUrl readers = ResultUrl.forReaders(failing);
        for (int i = 0; i < 3; i++) {
            readers.get().as(StepVerifier::create).verifyError(ResultUrl.CallFailed.class);
        }
        assertThat(calls).hasValue(3);
        ResultUrl whole = ResultUrl.forDownload(failing);
        for (int i = 0; i < 3; i++) {
            whole.get().as(StepVerifier::create).verifyError(ResultUrl.CallFailed.class);
        }
        assertThat(calls).hasValue(4);
    }

    @Test
    @DisplayName("5.4 a call that returns no URL fails and never completes empty")
    void empty() {
        ResultUrl urls = ResultUrl.forReaders(Mono.empty());
        urls.get()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ResultUrl.CallFailed.class)
                        .hasCauseInstanceOf(ProtocolException.class));
    }

    @Test
    @DisplayName("5.6 a subscription at the moment at which the call for a URL ends gets that URL")
    void late() {
        List<PresignedUrl> lateUrls = new ArrayList<>();
        ResultUrl[] urls = new ResultUrl[1];
        Mono<PresignedUrl> fresh = Mono.fromSupplier(() -> url(calls.incrementAndGet()))
                // The answer has arrived, but has not reached its subscribers yet.
                .doOnSuccess(url -> urls[0].get().subscribe(lateUrls::add));
        urls[0] = ResultUrl.forReaders(fresh);
        PresignedUrl first = urls[0].get().block();
        assertThat(lateUrls).containsExactly(first);
        assertThat(calls).hasValue(1);
    }
}
