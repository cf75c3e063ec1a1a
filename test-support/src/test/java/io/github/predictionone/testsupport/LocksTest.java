package io.github.predictionone.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocksTest {

    @TempDir
    Path directory;

    @Test
    void aFieldThatMayChangeNamesItsLock() throws IOException {
        assertThat(unguarded("""
                        class Counter {
                            private final Object lock = new Object();
                            private volatile boolean stopped;
                            @GuardedBy("this")
                            private int guarded;
                            @SuppressWarnings("GuardedBy") // Used by one thread.
                            private int confined;
                            private int forgotten;
                            private @Nullable String alsoForgotten;

                            synchronized void count() {}
                        }
                        """)).containsExactly("Counter.forgotten", "Counter.alsoForgotten");
    }

    @Test
    void aBlockIsALock() throws IOException {
        assertThat(unguarded("""
                        class Counter {
                            private int forgotten;

                            Runnable count() {
                                return () -> {
                                    synchronized (this) {}
                                };
                            }
                        }
                        """)).containsExactly("Counter.forgotten");
    }

    @Test
    void whatStandsInAClassLocksForIt() throws IOException {
        assertThat(unguarded("""
                        class Outer {
                            private int forgotten;

                            class Inner {
                                synchronized void count() {}
                            }

                            static class Builder {
                                private int free;
                            }
                        }
                        """)).containsExactly("Outer.forgotten");
    }

    @Test
    void withoutALockNothingIsAsked() throws IOException {
        assertThat(unguarded("""
                        class Builder {
                            private int free;
                        }
                        """)).isEmpty();
    }

    private List<String> unguarded(String source) throws IOException {
        return Locks.unguarded(Files.writeString(directory.resolve("Source.java"), source));
    }
}
