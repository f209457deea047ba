package io.schism.harness.nemesis;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The faults that a test sees in force and healed on the backend of its class, or refused there with the reason. That it really has seen
 * each of them is asked when it ends; that some test shows each fault on each backend is asked by {@link FaultCoverageTest}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Shown.class)
public @interface Shows {
    /** Their names. */
    String[] value();
}
