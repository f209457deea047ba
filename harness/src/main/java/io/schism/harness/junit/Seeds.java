package io.schism.harness.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs a test once for each of several seeds, which follow one another from a base seed. The base is drawn and printed, and {@code
 * -Dschism.seed=BASE} (a configuration parameter) repeats it; {@code -Dschism.seeds=1} stops after the first.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(SchismExtension.class)
public @interface Seeds {
    /** How many. */
    int value() default 1;

    /** These and no others; {@link #value} and the configuration parameters are not asked then. */
    long[] values() default {};

    /** How many of them must pass. */
    Policy policy() default Policy.ALL;

    /**
     * How many seeds must pass. A seed that does not, while the policy can still be met, is aborted and says so; the one by which
     * the policy can no longer be met fails. Only assertions are forgiven: whatever else is thrown fails at once.
     */
    enum Policy {
        ALL,
        /** More than half. */
        MOST,
        /** At least one. */
        ANY
    }
}
