package io.schism.harness.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.schism.harness.nemesis.Injection;
import io.schism.histories.edn.Keyword;
import io.schism.histories.history.Recorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A fault that does not hold fails the test that asked for it. */
class HeldFaultTest {
    private final Recorder recorder = Recorder.inMemory();
    private final Switch fault = new Switch();

    /** Something that can be broken, or not. */
    private static final class Switch implements Injection {
        volatile @Nullable String leak;
        volatile boolean broken;
        volatile boolean stuck;

        @Override
        public Map<Keyword, @Nullable Object> describe() {
            return Map.of();
        }

        @Override
        public void inject() {
            broken = true;
        }

        @Override
        public void heal() {
            broken = stuck;
        }

        @Override
        public Optional<String> leak() {
            return Optional.ofNullable(leak);
        }

        @Override
        public Optional<String> remains() {
            return broken ? Optional.of("a to b is still cut") : Optional.empty();
        }
    }

    private HeldFault inject() {
        return HeldFault.inject(recorder, "cut", 1, "cut of a from b", fault, Duration.ofMillis(200));
    }

    private List<String> states() {
        return recorder.history().nemesis().stream()
                .map(line -> ((Keyword) ((Map<?, ?>) line.value()).get(Keyword.of("state"))).name())
                .toList();
    }

    @Test
    void one_that_holds_and_heals_says_nothing() {
        inject().close();
        assertThat(states()).containsExactly("pending", "in-force", "healed");
    }

    @Test
    void one_that_does_not_take_effect_throws_at_once_and_is_undone() {
        fault.leak = "a to b connects";
        assertThatThrownBy(this::inject)
                .isInstanceOf(FaultFailedError.class)
                .hasMessage("the cut of a from b did not hold: a to b connects");
        assertThat(fault.broken).isFalse();
        assertThat(states()).startsWith("pending", "failed");
    }

    @Test
    void one_that_begins_to_leak_throws_when_it_is_closed_and_only_once() {
        HeldFault held = inject();
        fault.leak = "b to a connects";
        await().until(() -> states().contains("failed"));
        assertThatThrownBy(held::close)
                .isInstanceOf(FaultFailedError.class)
                .hasMessageContaining("did not hold: b to a connects");
        held.close();
        assertThat(fault.broken).isFalse();
    }

    @Test
    void one_that_does_not_heal_throws_when_it_is_closed() {
        HeldFault held = inject();
        fault.stuck = true;
        assertThatThrownBy(held::close)
                .isInstanceOf(FaultFailedError.class)
                .hasMessageContaining("not healed within")
                .hasMessageContaining("a to b is still cut");
    }
}
