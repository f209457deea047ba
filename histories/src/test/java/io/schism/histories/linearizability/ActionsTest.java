package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Action;
import io.schism.histories.model.Models;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ActionsTest {
    @Test
    void a_thousand_calls_of_three_hundred_actions_have_the_number_of_what_they_did() {
        Random random = new Random(1);
        Lines lines = new Lines();
        for (int call = 0; call < 1_000; call++) {
            int value = random.nextInt(100);
            if (random.nextInt(10) == 0) {
                lines.invoke(100 + call, "write", value);
            } else {
                boolean read = random.nextBoolean();
                lines.alone(0, read ? "read" : "write", read ? null : value, value);
            }
        }
        History history = lines.history();
        Entries entries = Partition.of(history, Models.named("register"), Partition.Keying.SINGLE, Budget.unlimited())
                .get(0)
                .entries();

        Actions actions = new Actions(entries, Budget.unlimited().share());

        assertThat(actions.distinct()).doesNotHaveDuplicates().hasSizeGreaterThan(200);
        for (int entry = 0; entry < entries.size(); entry++) {
            Action numbered = actions.distinct().get(actions.numbers()[entry]);
            assertThat(numbered).isEqualTo(entries.action(entry));
        }
    }
}
