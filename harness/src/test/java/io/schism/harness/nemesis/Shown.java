package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.harness.cluster.Backend;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What the test that runs has shown so far, compared in the end with what it {@link Shows}. */
public final class Shown implements BeforeTestExecutionCallback, AfterTestExecutionCallback {
    private static final Set<String> SHOWN = new ConcurrentSkipListSet<>();

    /** A fault was seen in force, and seen to be gone after its heal. */
    public static void inForceAndHealed(String fault) {
        SHOWN.add(Faults.named(fault).name());
    }

    /** A fault was refused where, and for the reason for which, its backend cannot do it. */
    static void refused(String fault, Backend backend, Throwable refusal) {
        assertThat(refusal.getMessage())
                .contains("`" + fault + "` cannot be done on " + backend.name())
                .contains(Faults.named(fault).unavailable(backend).orElseThrow());
        SHOWN.add(fault);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        SHOWN.clear();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            assertThat(SHOWN)
                    .containsExactlyInAnyOrder(context.getRequiredTestMethod()
                            .getAnnotation(Shows.class)
                            .value());
        }
    }
}
