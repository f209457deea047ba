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
            OnlineLinearizability seldom =
                    Linearizability.of(model).keyed(false).online();
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

    private static OnlineLinearizability register() {
        return Linearizability.of(Models.named("cas-register")).keyed(false).online();
    }

    private static Optional<Long> provenBy(OnlineLinearizability online, Lines lines) {
        lines.history().operations().forEach(online::add);
        online.look();
        return online.violation().map(violation -> violation.provenBy().index());
    }

    @Test
    void a_write_whose_outcome_is_open_may_be_what_was_read_until_it_fails() {
        Lines read = new Lines().invoke(0, "write", 1).alone(1, "read", null, 1);

        assertThat(provenBy(register(), read)).isEmpty();
        assertThat(provenBy(register(), read.fail(0))).contains(3L);
    }

    @Test
    void a_write_that_ends_indeterminate_may_be_read_at_any_later_time_but_not_taken_back() {
        Lines later = new Lines()
                .invoke(0, "write", 1)
                .info(0)
                .alone(1, "write", 2, 2)
                .alone(1, "read", null, 2)
                .alone(1, "read", null, 1);

        assertThat(provenBy(register(), later)).isEmpty();
        assertThat(provenBy(register(), later.alone(1, "read", null, 2))).contains(9L);
    }

    @Test
    void each_key_is_decided_alone_and_the_first_that_fails_is_named_with_its_proof() {
        OnlineLinearizability online =
                Linearizability.of(Models.named("register")).keyed(true).online();
        Lines lines = new Lines()
                .alone(0, "write", list(8, 1), list(8, 1))
                .alone(0, "read", list(9, null), list(9, 3))
                .alone(0, "read", list(8, null), list(8, 2));

        assertThat(provenBy(online, lines)).contains(3L);
        assertThat(online.violation().orElseThrow().key()).contains("9");
    }

    @Test
    void a_read_that_does_not_claim_to_be_linearizable_is_not_judged() {
        assertThat(provenBy(register(), new Lines().invokeLocal(0, "read", null).ok(0, 5)))
                .isEmpty();
    }

    @Test
    void a_key_beyond_its_limits_makes_the_answer_unknown_and_hides_no_violation_of_another() {
        OnlineLinearizability online = Linearizability.of(Models.named("counter"))
                .keyed(true)
                .memory(64 << 10)
                .online();
        Lines lines = new Lines();
        for (int process = 0; process < 20; process++) {
            lines.invoke(process, "add", list(1, 1 << process));
        }
        lines.alone(20, "read", list(1, null), list(1, (1 << 20) - 1));

        assertThat(provenBy(online, lines)).isEmpty();
        assertThat(online.look()).isEqualTo(Validity.UNKNOWN);
        assertThat(online.retained()).isZero();
        assertThat(provenBy(online, new Lines().alone(21, "read", list(2, null), list(2, 7))))
                .contains(1L);
        assertThat(online.look()).isEqualTo(Validity.INVALID);
    }

    @Test
    void what_is_no_history_is_refused_in_the_same_words() {
        OnlineLinearizability online = register();
        Operation read = new Operation(0, 0, 0, Operation.Type.INVOKE, "read", null, Map.of());
        online.add(read);
        online.add(read);

        assertThatThrownBy(online::look)
                .isInstanceOf(MalformedHistory.class)
                .hasMessage("process 0 invokes while its invocation of index 0 is open");
    }

    @Test
    void whether_values_carry_keys_has_to_be_said() {
        Linearizability unsaid = Linearizability.of(Models.named("register"));

        assertThatThrownBy(unsaid::online).isInstanceOf(IllegalStateException.class);
    }
}
