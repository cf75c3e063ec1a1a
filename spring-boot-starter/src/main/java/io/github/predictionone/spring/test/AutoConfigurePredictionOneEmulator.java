package io.github.predictionone.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Connects the client of a test's application to an emulator, whatever base URL and keys the application's own
 * properties have. The test can inject the {@code PredictionOneEmulator}. Requires {@code predictionone-emulator} on
 * the test's class path.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@PropertyMapping("predictionone.emulator")
public @interface AutoConfigurePredictionOneEmulator {

    /**
     * Whether to start an emulator.
     *
     * @return false to turn off the emulator of a superclass [true]
     */
    boolean enabled() default true;

    /**
     * How long the emulator reports each status.
     *
     * @return a duration in the form of a property, such as {@code 100ms} [0s]
     */
    String pace() default "0s";
}
