package io.github.predictionone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

class PagesTest {

    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> steps = new CopyOnWriteArrayList<>();

    /** A resource of one byte, whose read blocks until the test releases it. */
    private final class Slow extends AbstractResource {

        @Override
        public String getDescription() {
            return "slow";
        }

        @Override
        public String getFilename() {
            return "slow.js";
        }

        @Override
        public long lastModified() {
            return 0;
        }

        @Override
        public InputStream getInputStream() {
            return new FilterInputStream(new ByteArrayInputStream(new byte[] {'x'})) {
                @Override
                public int read(byte[] to, int from, int length) throws IOException {
                    reading.countDown();
                    awaited(goOn);
                    int read = super.read(to, from, length);
                    if (read > 0) {
                        steps.add("read");
                    }
                    return read;
                }

                @Override
                public void close() {
                    steps.add("closed");
                    closed.countDown();
                }
            };
        }
    }

    /** Waits without ending early on an interrupt. */
    private static void awaited(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @DisplayName("a cancelled request does not close a static file during a read")
    void cancelled() {
        Disposable browser = Pages.inMemory(new Slow()).subscribe();
        awaited(reading);
        browser.dispose();
        assertThat(steps).isEmpty();
        goOn.countDown();
        awaited(closed);
        assertThat(steps).containsExactly("read", "closed");
    }

    @Test
    @DisplayName("a static file is read once and served from memory")
    void inMemory() {
        goOn.countDown();
        Pages.inMemory(new Slow())
                .as(StepVerifier::create)
                .assertNext(file -> {
                    assertThat(file.getFilename()).isEqualTo("slow.js");
                    assertThat(file.isOpen()).isFalse();
                    for (int time = 0; time < 2; time++) {
                        assertThat(contentOf(file)).isEqualTo("x");
                    }
                })
                .verifyComplete();
        assertThat(steps).containsExactly("read", "closed");
    }

    private static String contentOf(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
