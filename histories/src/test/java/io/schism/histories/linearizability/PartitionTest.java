package io.schism.histories.linearizability;

import static io.schism.histories.linearizability.Lines.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.histories.history.History;
import io.schism.histories.history.History.MalformedHistory;
import io.schism.histories.model.Action;
import io.schism.histories.model.Models;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartitionTest {
    private static List<Partition> of(String model, Partition.Keying keying, Lines lines) {
        return Partition.of(lines.history(), Models.named(model), keying, Budget.unlimited());
    }

    @Test
    void calls_stand_with_their_key_in_order_and_keys_in_order_of_first_use() {
        List<Partition> partitions = of(
                "register",
                Partition.Keying.AUTO,
                new Lines()
                        .invoke(0, "write", list("b", 1))
                        .invoke(1, "write", list("a", 2))
                        .ok(1)
                        .info(0)
                        .alone(2, "read", list("b", null), list("b", 1)));

        assertThat(partitions).extracting(Partition::name).containsExactly(Optional.of("\"b\""), Optional.of("\"a\""));
        Entries first = partitions.get(0).entries();
        assertThat(first.size()).isEqualTo(2);
        assertThat(first.get(0).action()).isEqualTo(Action.indeterminate("write", 1L));
        assertThat(first.get(0).invoked()).isZero();
        assertThat(first.get(0).returned()).isEqualTo(Entry.NEVER);
        assertThat(first.get(1).action()).isEqualTo(Action.ok("read", null, 1L));
        assertThat(first.get(1).call().invocation().process()).isEqualTo(2);
        assertThat(first.get(1).invoked()).isEqualTo(4);
        assertThat(first.get(1).returned()).isEqualTo(5);
        assertThat(first.indeterminate()).isEqualTo(1);
    }

    @Test
    void calls_that_failed_and_reads_without_an_answer_are_gone() {
        List<Partition> partitions = of(
                "register",
                Partition.Keying.SINGLE,
                new Lines()
                        .invoke(0, "write", 1)
                        .fail(0)
                        .invoke(1, "read", null)
                        .info(1)
                        .alone(0, "write", 2, 2));

        assertThat(partitions).hasSize(1);
        assertThat(partitions.get(0).entries().asList())
                .extracting(Entry::action)
                .containsExactly(Action.ok("write", 2L, 2L));
    }

    @Test
    void a_history_is_not_keyed_where_its_last_invocation_is_not() {
        List<Partition> partitions = of(
                "register",
                Partition.Keying.AUTO,
                new Lines()
                        .alone(0, "write", list(1, 2), list(1, 2))
                        .alone(0, "write", list(3, 4), list(3, 4))
                        .alone(0, "write", 5, 5));

        assertThat(partitions).hasSize(1);
        assertThat(partitions.get(0).name()).isEmpty();
        assertThat(partitions.get(0).entries().action(0)).isEqualTo(Action.ok("write", list(1, 2), list(1, 2)));
    }

    @Test
    void what_a_lock_is_called_with_is_no_key_unless_nothing_is_beside_it() {
        Lines named = new Lines().alone(0, "acquire", list(1, 2), list(1, 2));
        Lines keyed = new Lines().alone(0, "acquire", list(1, null), list(1, null));

        assertThat(of("mutex", Partition.Keying.AUTO, named).get(0).name()).isEmpty();
        assertThat(of("mutex", Partition.Keying.AUTO, keyed).get(0).name()).hasValue("1");
    }

    @Test
    void an_answer_for_another_key_counts_only_where_the_history_is_keyed_to_the_end() {
        Lines strange = new Lines().alone(0, "write", list(1, 2), list(3, 4)).alone(0, "write", list(1, 2), 5);

        assertThatThrownBy(() -> of("register", Partition.Keying.AUTO, strange))
                .isInstanceOf(MalformedHistory.class)
                .hasMessage("key 3 answers an invocation of key 1");
        assertThat(of("register", Partition.Keying.AUTO, strange.alone(0, "write", 6, 6)))
                .hasSize(1);
    }

    @Test
    void keyed_generators_fall_apart_by_key_and_id_and_lose_calls_without_an_answer() {
        List<Partition> partitions = of(
                "unique-ids",
                Partition.Keying.KEYED,
                new Lines()
                        .invoke(0, "generate", list(1, null))
                        .info(0)
                        .alone(1, "generate", list(1, null), list(1, 7))
                        .alone(1, "generate", list(2, null), list(2, 7))
                        .alone(1, "generate", list(1, null), list(1, 7)));

        assertThat(partitions).extracting(Partition::name).containsExactly(Optional.of("1 7"), Optional.of("2 7"));
        assertThat(partitions)
                .extracting(partition -> partition.entries().size())
                .containsExactly(2, 1);
    }

    @Test
    void a_relaxed_choice_is_free_from_the_start_and_has_forgotten_its_answer() {
        History history = new Lines()
                .alone(0, "write", 1, 1)
                .alone(0, "cas", list(1, 2), list(1, 2))
                .history();
        Entries all = Partition.of(history, Models.named("cas-register"), Partition.Keying.SINGLE, Budget.unlimited())
                .get(0)
                .entries();
        Entries choice = all.choice();
        choice.chooseRelaxed(all, 0);
        choice.choose(all, 1);

        assertThat(choice.asList()).containsExactly(all.get(0).relaxed(), all.get(1));
    }
}
