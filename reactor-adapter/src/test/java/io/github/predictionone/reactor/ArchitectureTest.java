package io.github.predictionone.reactor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.predictionone.reactor.internal.DefaultClientBuilder;
import io.github.predictionone.testsupport.Locks;
import io.github.predictionone.testsupport.Packages;
import io.github.predictionone.testsupport.PublicTypes;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@AnalyzeClasses(packages = "io.github.predictionone.reactor", importOptions = Packages.MainClasses.class)
class ArchitectureTest {

    private static final String EXCHANGE = "..reactor.internal.exchange..";
    private static final String NETTY = "..reactor.internal.netty..";
    private static final String WATCH = "..reactor.internal.watch..";
    private static final String MICROMETER = "..reactor.micrometer..";
    private static final String[] TRANSFERS = {
        "..reactor.internal.storage..",
        "..reactor.internal.part..",
        "..reactor.internal.download..",
        "..reactor.internal.upload.."
    };

    @ArchTest
    static final ArchRule roomToGrow = PublicTypes.roomToGrow();

    @ArchTest
    static final ArchRule oneDirection = Packages.freeOfCycles()
            // PredictionOneClient.builder() creates the implementation.
            .ignoreDependency(PredictionOneClient.class, DefaultClientBuilder.class);

    @ArchTest
    static final ArchRule fieldsNameTheirLocks = Locks.areNamedByTheirFields();

    @ArchTest
    static final ArchRule usersSeeNoLocks = Locks.areNotNamedToUsers();

    @ArchTest
    static final ArchRule supportIsTheBase = noClasses()
            .that()
            .resideInAPackage("..reactor.internal.support..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.predictionone.reactor.internal", EXCHANGE, NETTY, WATCH)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(TRANSFERS)
            .because("the other internal packages use it");

    @ArchTest
    static final ArchRule storageNeverSeesAKey = noClasses()
            .that()
            .resideInAnyPackage(TRANSFERS)
            .should()
            .dependOnClassesThat()
            .haveSimpleName("ApiKey")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(EXCHANGE, WATCH)
            .because("presigned storage has its own HTTP code, which must never see a key");

    @ArchTest
    static final ArchRule nettyKnowsNoPolicy = noClasses()
            .that()
            .resideInAPackage(NETTY)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.github.predictionone.policy..", "io.github.resilience4j..", WATCH, EXCHANGE)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(TRANSFERS)
            .because("the network layer only carries out what other layers decide");

    @ArchTest
    static final ArchRule watchingKnowsNoSockets = noClasses()
            .that()
            .resideInAPackage(WATCH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "reactor.netty..", NETTY)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(TRANSFERS)
            .because("a poller sends its requests through an exchange, whatever is behind it");

    @ArchTest
    static final ArchRule micrometerIsOptional = noClasses()
            .that()
            .resideOutsideOfPackage(MICROMETER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.micrometer..", MICROMETER)
            .because("Micrometer is an optional dependency");

    @ArchTest
    static final ArchRule micrometerIsOneOfMany = noClasses()
            .that()
            .resideInAPackage(MICROMETER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..reactor.internal..")
            .because("any other instrumentation must be able to do the same");

    @ArchTest
    static final ArchRule theOnlyClock = noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .because("4.8: the time is read through the scheduler only");

    @ArchTest
    static final ArchRule nothingFollowsThatCannotBeCancelled = noClasses()
            .that()
            // What these classes append completes immediately.
            .doNotHaveSimpleName("ActiveCalls")
            .and()
            .doNotHaveSimpleName("BodyWriter")
            .and()
            .doNotHaveSimpleName("StreamDownload")
            .and()
            .doNotHaveSimpleName("RangeStream")
            .and()
            .doNotHaveSimpleName("SafeConcat")
            .should()
            .callMethod(Flux.class, "concatWith", Publisher.class)
            .orShould()
            .callMethod(Mono.class, "thenMany", Publisher.class)
            .because("1.6: Reactor can lose a cancellation that arrives between the two publishers");

    @ArchTest
    static final ArchRule nothingBlocks = noClasses()
            .that()
            // close() waits, as its documentation says.
            .doNotHaveSimpleName("DefaultClient")
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Mono.class, "block")
            .orShould()
            .callMethod(Flux.class, "blockLast")
            .because("1.6: nothing blocks an event loop");
}
