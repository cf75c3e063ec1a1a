package io.github.predictionone.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Lets the client of a test's application talk to an emulator, whatever the application's own properties say of base URL
 * and keys. The test may inject the {@code PredictionOneEmulator}. It needs {@code predictionone-emulator} on the test's
 * class path.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@PropertyMapping("predictionone.emulator")
public @interface AutoConfigurePredictionOneEmulator {

    /**
     * Whether there is an emulator.
     *
     * @return false to turn off what a superclass has turned on [true]
     */
    boolean enabled() default true;

    /**
     * How long each status word is shown.
     *
     * @return a duration as properties have it, such as {@code 100ms} [0s]
     */
    String pace() default "0s";
}
