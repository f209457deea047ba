package io.schism.histories.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.schism.histories.history.History;
import io.schism.histories.model.Model;
import io.schism.histories.synthetic.Kind;
import io.schism.histories.synthetic.Kinds;
import io.schism.histories.synthetic.Shape;
import io.schism.histories.synthetic.SyntheticHistory;
import io.schism.histories.verdict.Validity;
import io.schism.histories.verdict.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Limits reach every loop of every engine. Time is a number that goes up by one whenever it is asked for, so that a limit
 * can be put at each place where an engine looks at the clock.
 */
class LimitsTest {
    private static final int CALLS = 20_000;
    private static final int CALLS_OF_ONE_THREAD = 4_000;
    private static final int MANY_CALLS = 300_000;
    private static final int FEW = 4;

    /** Of a thread's own time; a pass over so many calls that asks for no time takes longer. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(60);

    private final long seed = Long.getLong("schism.seed", new SplittableRandom().nextLong(1 << 30));

    private static <S> Verdict check(Model<S> model, History history, boolean keyed, Budget budget) {
        Partition.Keying keying = keyed ? Partition.Keying.KEYED : Partition.Keying.SINGLE;
        return new Check<>(model, Optional.empty(), keying, budget).run(history, false);
    }

    private History history(Kind kind, int calls) {
        return SyntheticHistory.of(kind.name(), Shape.of(calls, 5).keys(2).seed(seed))
                .history();
    }

    @TestFactory
    Stream<DynamicTest> wherever_the_time_ends_the_verdict_is_unknown_at_the_next_look() {
        return Kinds.all().stream().map(kind -> DynamicTest.dynamicTest(kind.name(), () -> endsEverywhere(kind)));
    }

    private void endsEverywhere(Kind kind) {
        History history = history(kind, CALLS);
        AtomicLong asked = new AtomicLong();
        Verdict whole = check(kind.model(), history, kind.isKeyed(), counting(asked, Budget.LONGEST));
        assertThat(whole.validity()).as("seed %d", seed).isEqualTo(Validity.VALID);
        long all = asked.get();
        long keys = (Long) whole.figures().get("keys");
        assertThat(all).as("looks at the clock").isGreaterThan(2L * CALLS / 256);
        for (int part = 1; part <= 20; part++) {
            long limit = Math.max(1, all * part / 21);
            asked.set(0);
            Verdict verdict = check(kind.model(), history, kind.isKeyed(), counting(asked, Duration.ofNanos(limit)));

            assertThat(verdict.validity())
                    .as("seed %d, limit %d of %d", seed, limit, all)
                    .isEqualTo(Validity.UNKNOWN);
            assertThat(verdict.reason())
                    .contains("time limit")
                    .containsPattern(" (before|while|at index \\d+, \\d+ % of the way)");
            // One look for every thread, and one before the turn of each key.
            assertThat(asked.get()).as("looks after limit %d", limit).isLessThanOrEqualTo(limit + FEW + keys);
        }
    }

    private static Budget counting(AtomicLong asked, Duration limit) {
        return Budget.of(limit, Long.MAX_VALUE, asked::getAndIncrement);
    }

    @TestFactory
    Stream<DynamicTest> no_engine_works_for_long_without_a_look() {
        return Kinds.all().stream()
                .filter(kind -> !kind.name().equals("append-kv") && !kind.name().equals("multi-register"))
                .map(kind -> DynamicTest.dynamicTest(kind.name(), () -> looksOften(kind)));
    }

    private void looksOften(Kind kind) {
        History history = history(kind, MANY_CALLS);
        check(kind.model(), history(kind, CALLS), kind.isKeyed(), Budget.unlimited());
        ThreadTime time = new ThreadTime();
        check(kind.model(), history, kind.isKeyed(), Budget.of(Budget.LONGEST, Long.MAX_VALUE, time));

        assertThat(Duration.ofNanos(time.longest.get()))
                .as("%s, seed %d", kind.name(), seed)
                .isLessThan(BETWEEN_LOOKS);
    }

    /** How much time of its own a thread has used between two looks, at most: no other process counts. */
    private static final class ThreadTime implements LongSupplier {
        private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        private final ThreadLocal<Long> latest = new ThreadLocal<>();
        private final AtomicLong longest = new AtomicLong();

        @Override
        public long getAsLong() {
            long now = threads.getCurrentThreadCpuTime();
            Long before = latest.get();
            if (before != null) {
                longest.accumulateAndGet(now - before, Math::max);
            }
            latest.set(threads.getCurrentThreadCpuTime());
            return System.nanoTime();
        }
    }

    @TestFactory
    Stream<DynamicTest> a_fast_path_that_a_limit_stops_is_named_and_gives_its_memory_back() {
        return Kinds.all().stream().map(kind -> DynamicTest.dynamicTest(kind.name(), () -> namedAndGivenBack(kind)));
    }

    private void namedAndGivenBack(Kind kind) {
        History history = history(kind, CALLS_OF_ONE_THREAD);
        Budget unlimited = Budget.unlimited();
        Verdict whole = check(kind.model(), history, kind.isKeyed(), unlimited);
        // All but what remains of the calls themselves, which the explanation of a verdict is made from.
        long kept = unlimited.usedBytes();
        assertThat(unlimited.peakBytes()).isGreaterThan(kept);

        Budget tight = Budget.of(Budget.LONGEST, unlimited.peakBytes() - 1);
        Verdict verdict = check(kind.model(), history, kind.isKeyed(), tight);

        assertThat(verdict.validity()).as("%s, seed %d", kind.name(), seed).isEqualTo(Validity.UNKNOWN);
        assertThat(verdict.reason()).contains("memory limit");
        if (verdict.figures().get("keys").equals(1L)) {
            assertThat(tight.usedBytes()).as("%s, seed %d", kind.name(), seed).isLessThanOrEqualTo(kept);
            assertThat(verdict.figures())
                    .containsEntry("engine", whole.figures().get("engine"));
        }
    }
}
