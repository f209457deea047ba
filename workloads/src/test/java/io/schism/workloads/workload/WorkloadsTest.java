package io.schism.workloads.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.schism.histories.error.UserError;
import io.schism.workloads.generator.Arrivals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadsTest {
    private static final List<LoadSpec> FLAGSHIP = List.of(
            spec("inserts", List.of("E"), 22), spec("cas", List.of("E"), 5), spec("mix", List.of("C", "W"), 50));

    private static LoadSpec spec(String workload, List<String> regions, double rate) {
        return new LoadSpec(Workloads.named(workload), regions, rate, 1, true);
    }

    /** When the first steps of each part are due, and what the first processes of each do. */
    private static List<Object> plan(long seed, int steps) {
        return RegionLoad.of(FLAGSHIP, seed).stream()
                .flatMap(part -> Stream.<Object>of(
                        due(part, steps), steps(part, 0, steps), steps(part, 1, steps), steps(part, 100, steps)))
                .toList();
    }

    /** When each of the first steps of a part is due. */
    static List<Long> due(RegionLoad part, int steps) {
        Arrivals arrivals = part.arrivals();
        return LongStream.range(0, steps).map(arrivals::at).boxed().toList();
    }

    /** The first steps of a process of a part. */
    private static List<List<Intent>> steps(RegionLoad part, long process, int steps) {
        Sequence sequence = part.steps(process);
        return Stream.generate(sequence::next).limit(steps).toList();
    }

    private static List<Long> dueBefore(RegionLoad part, long nanos) {
        return due(part, 4000).stream().takeWhile(at -> at < nanos).toList();
    }

    @Test
    @DisplayName(
            "a load that says nothing of pace and keys: a step in each slot; keys and numbers of process 3 as ever")
    void defaults() {
        SplittableRandom root = new SplittableRandom(7);
        SplittableRandom random = new SplittableRandom(root.nextLong() + 3).split();
        SplittableRandom times = new SplittableRandom(root.nextLong());
        RegionLoad part =
                RegionLoad.of(List.of(spec("mix", List.of("E"), 95)), 7).get(0);

        int number = 0;
        for (long due : due(part, 500)) {
            assertThat(due).isEqualTo((long) ((number++ + times.nextDouble()) * (1e9 / (95 * 95 / 100.0))));
        }
        long[] fresh = {4_000_000_001L};
        for (List<Intent> step : steps(part, 3, 500)) {
            int key = random.nextInt(20);
            int draw = random.nextInt(95);
            assertThat(step)
                    .isEqualTo(
                            draw < 45
                                    ? List.of(new Intent.Read(key))
                                    : draw < 75
                                            ? List.of(new Intent.Insert(fresh[0]++))
                                            : draw < 90
                                                    ? List.of(new Intent.Write(key, fresh[0]++))
                                                    : Intent.readThenCas(key, fresh[0]++));
        }
    }

    @Test
    @DisplayName("three parts, the second a closed loop of 3 clients: no two have a worker in common")
    void workers() {
        LoadSpec closed =
                new LoadSpec(Workloads.named("mix"), List.of("E"), 0, 1, true, new Pace.Even(), Popularity.EVEN, 3);
        LoadSpec open = new LoadSpec(Workloads.named("mix"), List.of("E", "W"), 10, 5, true);

        assertThat(RegionLoad.of(List.of(closed, open), 5))
                .extracting(RegionLoad::firstWorker, RegionLoad::workers)
                .containsExactly(tuple(0, 3), tuple(3, 5), tuple(8, 5));
    }

    @Test
    @DisplayName("5 workers, worker 2: processes 2, 7 and 12, one after the other")
    void processes() {
        LongSupplier processes = new Processes(5).of(2);

        assertThat(List.of(processes.getAsLong(), processes.getAsLong(), processes.getAsLong()))
                .containsExactly(2L, 7L, 12L);
    }

    @Test
    @DisplayName("Zipf over 10 keys: the first about twice as often as the second, ten times as often as the last")
    void zipf() {
        long[] drawn = counts(new Popularity(10, Popularity.Distribution.ZIPF), 100_000);

        assertThat((double) drawn[0] / drawn[1]).isCloseTo(2, within(0.1));
        assertThat((double) drawn[0] / drawn[9]).isCloseTo(10, within(1.0));
    }

    @Test
    @DisplayName("hot over 50 keys: nine of ten on the first five, the rest on all others")
    void hot() {
        long[] drawn = counts(new Popularity(50, Popularity.Distribution.HOT), 100_000);

        assertThat(Arrays.stream(drawn).limit(5).sum() / 100_000.0).isCloseTo(0.9, within(0.01));
        assertThat(drawn).doesNotContain(0L);
    }

    private static long[] counts(Popularity keys, int draws) {
        SplittableRandom random = new SplittableRandom(1);
        long[] drawn = new long[keys.count()];
        for (int i = 0; i < draws; i++) {
            drawn[keys.draw(random)]++;
        }
        return drawn;
    }

    @Test
    @DisplayName("the flagship's load, one seed twice: the same operations at the same times; another seed: others")
    void reproducible() {
        assertThat(plan(7, 2000)).isEqualTo(plan(7, 2000)).isNotEqualTo(plan(8, 2000));
    }

    @Test
    @DisplayName(
            "the flagship's load, three processes of each part: every value written is distinct, every inserted key new")
    void distinct() {
        List<Long> values = new ArrayList<>();
        List<Long> rows = new ArrayList<>();
        long process = 0;
        for (RegionLoad part : RegionLoad.of(FLAGSHIP, 1)) {
            for (int i = 0; i < 3; i++) {
                steps(part, process++, 2000).stream().flatMap(List::stream).forEach(intent -> {
                    if (intent instanceof Intent.Insert insert) {
                        values.add(insert.row());
                        rows.add(insert.row());
                    } else if (intent instanceof Intent.Write write) {
                        values.add(write.value());
                    } else if (intent instanceof Intent.Cas cas) {
                        values.add(cas.value());
                    }
                });
            }
        }

        assertThat(values).doesNotHaveDuplicates().hasSizeGreaterThan(15_000);
        assertThat(rows).allMatch(row -> row >= Workload.HOT_KEYS);
    }

    @Test
    @DisplayName(
            "MIX, 19,000 steps: 20,000 operations, of them 50 % read, 30 % insert, 15 % write, 5 % cas, over all hot"
                    + " keys")
    void proportions() {
        List<Intent> intents = intents(part("mix", 3), 19_000);
        Set<Long> hot = new HashSet<>();
        intents.forEach(intent -> {
            if (intent instanceof Intent.Read read) {
                hot.add(read.key());
            }
        });

        assertThat((double) intents.size()).isCloseTo(20_000, within(200.0));
        assertThat(share(intents, Intent.Read.class)).isCloseTo(0.50, within(0.015));
        assertThat(share(intents, Intent.Insert.class)).isCloseTo(0.30, within(0.015));
        assertThat(share(intents, Intent.Write.class)).isCloseTo(0.15, within(0.015));
        assertThat(share(intents, Intent.Cas.class)).isCloseTo(0.05, within(0.01));
        assertThat(hot).hasSize(Workload.HOT_KEYS).allMatch(key -> key >= 0 && key < Workload.HOT_KEYS);
    }

    @Test
    @DisplayName("CAS: each compare-and-set behind a read of its key")
    void casReadsFirst() {
        for (List<Intent> step : steps(part("cas", 5), 0, 100)) {
            assertThat(step).hasSize(2);
            assertThat(((Intent.Read) step.get(0)).key()).isEqualTo(((Intent.Cas) step.get(1)).key());
        }
    }

    @ParameterizedTest(name = "seed {0}: 22 inserts a second are 946 in 43 s, in order, never one more or less")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rate(long seed) {
        List<Long> due = dueBefore(
                RegionLoad.of(FLAGSHIP, seed).get(0), Duration.ofSeconds(43).toNanos());

        assertThat(due).isSorted().hasSizeBetween(945, 947);
    }

    @Test
    @DisplayName("50 MIX operations a second over 2 regions: each does 23.75 steps a second")
    void rateIsShared() {
        assertThat(dueBefore(RegionLoad.of(FLAGSHIP, 1).get(3), 80_000_000_000L))
                .hasSizeBetween(1899, 1901);
    }

    @Test
    @DisplayName("an unknown workload: told with those that there are")
    void unknown() {
        assertThatThrownBy(() -> Workloads.named("mixx"))
                .isInstanceOf(UserError.class)
                .hasMessage("unknown workload 'mixx'; choose one of mix, registers, inserts, cas, reads");
        assertThat(Workloads.all()).allSatisfy(workload -> {
            assertThat(Workloads.named(workload.name())).isSameAs(workload);
            assertThat(workload.description()).isNotBlank().doesNotContain("\n");
        });
    }

    @ParameterizedTest(name = "{0}: as many workers as steps within twice the time-out of 4 s, and few more")
    @MethodSource
    void enoughWorkers(Pace pace) {
        int workers = LoadSpec.enoughWorkers(pace, 22, Duration.ofSeconds(4));
        Arrivals arrivals = pace.arrivals(22, new SplittableRandom(11));
        long longest = LongStream.range(0, 20_000)
                .filter(number -> arrivals.at(number + workers) - arrivals.at(number) < 8_000_000_000L)
                .count();

        assertThat(longest).as("steps that would have to wait for their worker").isZero();
        assertThat(workers).isBetween(178, 178 + 22 * 5 + 2);
    }

    static List<Pace> enoughWorkers() {
        return List.of(
                new Pace.Even(),
                new Pace.Constant(),
                new Pace.Poisson(),
                new Pace.Ramp(0.1, Duration.ofSeconds(60)),
                new Pace.Burst(Duration.ofSeconds(1), Duration.ofSeconds(4)));
    }

    private static RegionLoad part(String workload, long seed) {
        return RegionLoad.of(List.of(spec(workload, List.of("E"), 1)), seed).get(0);
    }

    private static List<Intent> intents(RegionLoad part, int steps) {
        return steps(part, 0, steps).stream().flatMap(List::stream).collect(Collectors.toList());
    }

    private static double share(List<Intent> intents, Class<? extends Intent> kind) {
        return (double) intents.stream().filter(kind::isInstance).count() / intents.size();
    }
}
