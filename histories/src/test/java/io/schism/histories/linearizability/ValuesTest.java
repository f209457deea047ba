package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.edn.Keyword;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValuesTest {
    private final Values values = new Values(Budget.unlimited());

    @Test
    void equal_values_have_one_number_whatever_they_are() {
        assertThat(values.number(7L)).isZero();
        assertThat(values.number(null)).isEqualTo(1);
        assertThat(values.number(List.of(1L, 2L))).isEqualTo(2);
        assertThat(values.number(new ArrayList<>(List.of(1L, 2L)))).isEqualTo(2);
        assertThat(values.number(Keyword.of("x"))).isEqualTo(3);
        assertThat(values.number((Object) 7L)).isZero();
        assertThat(values.number(null)).isEqualTo(1);
        assertThat(values.size()).isEqualTo(4);
    }

    @Test
    void a_number_and_another_object_of_the_same_hash_are_two_values() {
        BigInteger seven = BigInteger.valueOf(7);

        assertThat(seven).hasSameHashCodeAs(7L);
        assertThat(values.number(7L)).isZero();
        assertThat(values.number(seven)).isEqualTo(1);
        assertThat(values.get(0)).isEqualTo(7L);
        assertThat(values.get(1)).isEqualTo(seven);
    }

    @Test
    void a_hundred_thousand_values_of_all_sorts_are_found_again() {
        Random random = new Random(1);
        Map<Object, Integer> numbers = new HashMap<>();
        for (int count = 0; count < 100_000; count++) {
            Object value =
                    random.nextInt(3) == 0 ? (Object) Set.of("v" + random.nextInt(9_000)) : random.nextLong(40_000);
            Integer expected = numbers.putIfAbsent(value, numbers.size());
            assertThat(values.number(value)).isEqualTo(expected == null ? numbers.size() - 1 : expected);
        }
        numbers.forEach((value, number) -> assertThat(values.get(number)).isEqualTo(value));
    }

    @Test
    void what_they_take_is_counted_and_given_back() {
        Budget budget = Budget.of(Duration.ofDays(1), 4_000);
        try (Values many = new Values(budget)) {
            for (long value = 0; value < 100; value++) {
                many.number(value);
            }
        }
        long peak = budget.peakBytes();
        new Values(budget).close();

        assertThat(peak).isBetween(12L * 100, 4_000L);
        assertThat(budget.peakBytes()).isEqualTo(peak);
    }
}
