package io.schism.harness.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test against a cluster, once for each of its {@link Seeds}, or for one seed.
 *
 * <pre>{@code
 * @SchismTest(scenario = "partition.yml", scale = 0.5)
 * @Seeds(5)
 * void the_primarys_region_is_cut_off(Runner runner) {
 *     assertThat(runner.run().history()).hasSinglePrimary().losesNoAcknowledgedWrite();
 * }
 * }</pre>
 *
 * <p>A method may ask for a {@link Runner}, which runs the scenario; for a {@code Cluster} of the scenario, started before the
 * method and closed after it; and for a {@code Recorder} into a file. Run folders are made in {@code target/schism} (Gradle: {@code
 * build/schism}), or where the configuration parameter {@code schism.runs} says. Tests may run in parallel: each has its own
 * folder, ports and networks.
 *
 * <p>On a class it speaks for those of its methods that have {@link Seeds} and no annotation of this kind of their own. Tagged
 * {@code schism}; ends after ten minutes a seed where no {@link Timeout} says otherwise.
 */
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith(SchismExtension.class)
@Tag("schism")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
public @interface SchismTest {
    /**
     * A scenario by its name, or a YAML file: a path as seen from where the tests run, or a resource beside their classes. Needed by
     * a runner and a cluster.
     */
    String scenario() default "";

    /** The variant; the first where none is named. */
    String variant() default "";

    /** {@code loopback} or {@code docker}. */
    String backend() default "loopback";

    /** Multiplies every duration and time-out, never a rate. */
    double scale() default 1;

    /** What a run is compared with before {@link Runner#run} returns. */
    Expect expect() default Expect.SCENARIO;

    /** What becomes of a test whose verdict is unknown. */
    OnUnknown unknown() default OnUnknown.FAIL;

    /** What a run is compared with. */
    enum Expect {
        /** What the scenario expects of the variant, figures included. */
        SCENARIO,
        VALID,
        INVALID,
        /** Nothing, unknown included: the test looks at the result itself. */
        NONE
    }

    /** What becomes of a test that ends in an {@link io.schism.histories.verdict.UnknownVerdictError}. */
    enum OnUnknown {
        /** It fails with that error, whatever the policy over seeds. */
        FAIL,
        /** It is aborted, and no pass for the policy over seeds. */
        SKIP,
        /** It passes; what the method would have asked afterwards is not asked. */
        PASS
    }
}
