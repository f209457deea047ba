package io.schism.harness.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private final Attempts attempts = new Attempts();
    private final List<String> taken = new ArrayList<>();

    @Test
    void everyStepIsTakenAndTheFirstFailureThrownWithTheOthers() {
        AssertionError first = new AssertionError("first");
        IllegalStateException second = new IllegalStateException("second");

        attempts.make(() -> fail(first));
        attempts.make(() -> taken.add("between"));
        attempts.make(() -> {
            throw second;
        });

        assertThatThrownBy(attempts::end).isSameAs(first).hasSuppressedException(second);
        assertThat(taken).containsExactly("between");
    }

    @Test
    void theSameFailureTwiceIsThrownOnce() {
        AssertionError failure = new AssertionError("of both");
        attempts.make(() -> fail(failure));
        attempts.make(() -> fail(failure));

        assertThatThrownBy(attempts::end).isSameAs(failure).hasNoSuppressedExceptions();
    }

    @Test
    void nothingIsThrownWhereNothingFailed() {
        attempts.make(() -> taken.add("all"));

        assertThatCode(attempts::end).doesNotThrowAnyException();
    }

    private static void fail(AssertionError failure) {
        throw failure;
    }
}
