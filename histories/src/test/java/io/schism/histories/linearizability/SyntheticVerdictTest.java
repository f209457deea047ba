package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Model;
import io.schism.histories.synthetic.Kind;
import io.schism.histories.synthetic.Kinds;
import io.schism.histories.synthetic.Shape;
import io.schism.histories.synthetic.SyntheticHistory;
import io.schism.histories.verdict.Validity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Synthetic histories are what they claim to be: linearizable, or not where a violation was asked for. */
class SyntheticVerdictTest {
    private static final int LONGEST_FOR_BRUTE_FORCE = 14;
    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());

    static Stream<Kind> kinds() {
        return Kinds.all().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void brute_force_agrees_on_short_ones(Kind kind) {
        int stale = 0;
        for (int number = 0; number < 200; number++) {
            Shape shape = Shape.of(3 + number % 6, 2 + number % 3)
                    .indeterminate(number % 2 * 0.1)
                    .keys(1 + number % 2)
                    .stale(number % 4 >= 2)
                    .seed(seed + number);
            History history = SyntheticHistory.of(kind.name(), shape).history();
            if (history.calls().size() <= LONGEST_FOR_BRUTE_FORCE) {
                assertThat(isLinearizable(kind.model(), kind.isKeyed(), history))
                        .as("%s %s", kind.name(), shape)
                        .isEqualTo(!shape.stale());
                stale += shape.stale() ? 1 : 0;
            }
        }
        assertThat(stale).isGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void engines_agree_on_longer_ones(Kind kind) {
        for (int number = 0; number < 12; number++) {
            Shape shape = Shape.of(60, 2 + number % 3)
                    .indeterminate(number % 3 * 0.01)
                    .keys(1 + number % 2)
                    .stale(number % 4 >= 2)
                    .seed(seed + number);

            Validity validity = Linearizability.of(kind.model())
                    .keyed(kind.isKeyed())
                    .decide(SyntheticHistory.of(kind.name(), shape).history());

            assertThat(validity)
                    .as("%s %s", kind.name(), shape)
                    .isEqualTo(shape.stale() ? Validity.INVALID : Validity.VALID);
        }
    }

    private static <S> boolean isLinearizable(Model<S> model, boolean keyed, History history) {
        S initial = model.initial(Optional.empty());
        if (!keyed) {
            return BruteForce.isLinearizable(model, initial, history);
        }
        return history.calls().stream()
                .map(call -> ((List<?>) Objects.requireNonNull(call.invocation().value())).get(0))
                .distinct()
                .allMatch(key -> BruteForce.isLinearizable(model, initial, history.forKey(key)));
    }
}
