package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongSortTest {
    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong());

    /** Not sorted at all, and sorted but for neighbours, as places of a history are; a part of an array. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 16_384, 16_385, 100_000})
    void sorts_as_the_platform_does(int size) {
        Random random = new Random(seed);
        for (int apart : new int[] {1, 20, Integer.MAX_VALUE}) {
            long[] longs = new long[size + 20];
            for (int place = 0; place < longs.length; place++) {
                longs[place] = (apart == Integer.MAX_VALUE ? 0 : place) + random.nextInt(apart);
            }
            long[] expected = longs.clone();
            Arrays.sort(expected, 10, 10 + size);

            LongSort.sort(longs, 10, 10 + size, Budget.unlimited().share());

            assertThat(longs).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 1_000})
    void stops_when_the_time_is_over(int looks) {
        AtomicLong clock = new AtomicLong();
        Budget budget = Budget.of(Duration.ofNanos(looks), Long.MAX_VALUE, clock::getAndIncrement);
        long[] longs = new Random(seed).longs(1_000_000).toArray();

        assertThatThrownBy(() -> LongSort.sort(longs, 0, longs.length, budget.share()))
                .isInstanceOf(Exhausted.class);
        assertThat(clock.get()).isLessThanOrEqualTo(looks + 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 200_000})
    void asks_for_the_memory_that_it_needs_and_gives_it_back(int size) {
        Budget budget = Budget.unlimited();
        try (Budget.Share share = budget.share()) {
            LongSort.sort(new Random(seed).longs(size).toArray(), 0, size, share);
        }
        assertThat(budget.peakBytes()).isBetween(8L * (size - 16_384) / 2, 8L * size);
        assertThat(budget.usedBytes()).isZero();
    }
}
