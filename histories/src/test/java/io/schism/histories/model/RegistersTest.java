package io.schism.histories.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RegistersTest {
    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());

    @Test
    void holds_what_a_map_would_and_stays_as_it_was() {
        Random random = new Random(seed);
        Map<Object, Object> expected = new HashMap<>();
        Registers registers = Registers.EMPTY;
        for (int write = 0; write < 5_000; write++) {
            Object name = random.nextInt(200);
            Object value = random.nextInt(4) == 0 ? null : (Object) random.nextInt(3);
            Registers before = registers;
            Object held = before.get(name);

            registers = before.with(name, value);
            if (value == null) {
                expected.remove(name);
            } else {
                expected.put(name, value);
            }

            assertThat(before.get(name)).as("seed %d", seed).isEqualTo(held);
            assertThat(registers.get(name)).as("seed %d", seed).isEqualTo(value);
            assertThat(registers.size()).as("seed %d", seed).isEqualTo(expected.size());
        }
        for (int name = 0; name < 200; name++) {
            assertThat(registers.get(name)).as("seed %d", seed).isEqualTo(expected.get(name));
        }
        assertThat(registers.asMap()).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void are_shown_as_a_map_in_the_order_of_their_names() {
        Registers registers = Registers.EMPTY.with("y", 2L).with("x", "one");

        assertThat(new MultiRegister().show(registers)).isEqualTo("{\"x\" \"one\" \"y\" 2}");
    }

    @Test
    void is_equal_however_it_came_about() {
        Random random = new Random(seed);
        Registers one = Registers.EMPTY;
        Registers other = Registers.EMPTY;
        for (int name = 0; name < 100; name++) {
            one = one.with(name, random.nextInt(3)).with(name, name % 7);
            other = other.with(99 - name, (99 - name) % 7).with("gone", name);
        }
        other = other.with("gone", null);

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one.with(50, -1)).isNotEqualTo(other);
        assertThat(one.with(50, null)).isNotEqualTo(other);
        assertThat(one.with(50, -1).with(50, 50 % 7)).isEqualTo(other).hasSameHashCodeAs(other);
    }
}
