package io.github.predictionone.reactor.internal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.predictionone.TransferException;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class TransferResourceTest {

    private final CountDownLatch opening = new CountDownLatch(1);
    private final CountDownLatch disk = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    private Closeable open() {
        opening.countDown();
        try {
            disk.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return closed::countDown;
    }

    @Test
    @DisplayName("1.6 1.10 a transfer that is cancelled while its file is being opened leaves no file open")
    void cancelled() throws InterruptedException {
        Disposable transfer = TransferResource.using("upload", this::open, file -> Mono.never())
                .subscribe();
        opening.await();
        transfer.dispose();
        disk.countDown();
        closed.await();
    }

    @Test
    @DisplayName(
            "1.10 a file is closed before the end of the transfer is signalled, and a failure to close it is ignored")
    void ended() {
        TransferResource.using(
                        "upload",
                        () -> () -> {
                            closed.countDown();
                            throw new IOException("no space left");
                        },
                        file -> Mono.just("sent"))
                .as(StepVerifier::create)
                .assertNext(result -> assertThat(closed.getCount()).isZero())
                .verifyComplete();
    }

    @Test
    @DisplayName("1.10 a JVM error while a file is opened or used fails the transfer and leaves no file open")
    void error() {
        TransferResource.<Closeable, Void>using(
                        "upload",
                        () -> {
                            throw new OutOfMemoryError("Direct buffer memory");
                        },
                        file -> Mono.never())
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasMessage("upload: java.lang.OutOfMemoryError: Direct buffer memory")
                        .hasCauseInstanceOf(OutOfMemoryError.class));
        TransferResource.<Closeable, Void>using("upload", () -> closed::countDown, file -> {
                    throw new StackOverflowError();
                })
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasCauseInstanceOf(StackOverflowError.class));
        assertThat(closed.getCount()).isZero();
    }

    @Test
    @DisplayName("5.7 6.3 a file that cannot be opened fails the transfer, with the reason as the cause")
    void failed() {
        TransferResource.<Closeable, Void>using(
                        "upload",
                        () -> {
                            throw new FileNotFoundException("data.csv");
                        },
                        file -> Mono.never())
                .as(StepVerifier::create)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(TransferException.class)
                        .hasCauseInstanceOf(FileNotFoundException.class)
                        .hasMessage("upload: FileNotFoundException: data.csv"));
    }
}
