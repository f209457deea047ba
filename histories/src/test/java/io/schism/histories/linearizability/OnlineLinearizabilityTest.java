package io.schism.histories.linearizability;

import static io.schism.histories.linearizability.Lines.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.histories.history.History;
import io.schism.histories.history.History.MalformedHistory;
import io.schism.histories.history.Operation;
import io.schism.histories.linearizability.OnlineLinearizability.Violation;
import io.schism.histories.model.Model;
import io.schism.histories.model.Models;
import io.schism.histories.verdict.Validity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OnlineLinearizabilityTest {
    private static final int CALLS = 8;
    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());
    private final int histories = Integer.getInteger("schism.fuzz", 600);

    @TestFactory
    Stream<DynamicTest> every_prefix_is_judged_as_brute_force_judges_it() {
        System.out.println("OnlineLinearizabilityTest: -Dschism.seed=" + seed + " -Dschism.fuzz=" + histories);
        return Models.all().stream().map(model -> DynamicTest.dynamicTest(model.name(), () -> compare(model)));
    }

    /** One is asked after every line, another one now and then: that one has to say which line was the first. */
    private <S> void compare(Model<S> model) {
        Random random = new Random(seed);
        int invalid = 0;
        for (int number = 0; number < histories; number++) {
            History history = new RandomHistory<>(model, random).make(1 + random.nextInt(CALLS));
            OnlineLinearizability often = Linearizability.of(model).keyed(false).online();
            OnlineLinearizability seldom = Linearizability.of(model).keyed(false).online();
            Optional<Operation> proof = Optional.empty();
            List<Operation> prefix = new ArrayList<>();
            for (Operation line : history.operations()) {
                prefix.add(line);
                often.add(line);
                seldom.add(line);
                if (proof.isEmpty() && !isLinearizable(model, prefix)) {
                    proof = Optional.of(line);
                }
                assertThat(often.look())
                        .as(() -> describe(model, prefix))
                        .isEqualTo(proof.isEmpty() ? Validity.VALID : Validity.INVALID);
                if (random.nextInt(5) == 0) {
                    seldom.look();
                }
            }
            seldom.look();
            for (OnlineLinearizability online : List.of(often, seldom)) {
                assertThat(online.violation().map(Violation::provenBy))
                        .as(() -> describe(model, prefix))
                        .isEqualTo(proof);
            }
            assertThat(proof.isEmpty())
                    .isEqualTo(Linearizability.of(model).keyed(false).decide(history) == Validity.VALID);
            invalid += proof.isEmpty() ? 0 : 1;
        }
        assertThat(invalid).as("invalid histories among them").isBetween(histories / 50, histories * 9 / 10);
    }

    private static <S> boolean isLinearizable(Model<S> model, List<Operation> lines) {
        return BruteForce.isLinearizable(model, model.initial(Optional.empty()), History.of(lines));
    }

    private String describe(Model<?> model, List<Operation> prefix) {
        return model.name() + ", seed " + seed + ":\n" + Lines.show(History.of(prefix));
    }
}
