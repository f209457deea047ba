package io.schism.harness.nemesis;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where the tests of a class show faults, its inherited ones included. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnBackend {
    /** {@code docker} or {@code loopback}. */
    String value();
}
