package io.schism.workloads.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.schism.histories.error.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadsTest {
    private static final List<LoadSpec> FLAGSHIP = List.of(
            spec("inserts", List.of("E"), 22), spec("cas", List.of("E"), 5), spec("mix", List.of("C", "W"), 50));

    private static LoadSpec spec(String workload, List<String> regions, double rate) {
        return new LoadSpec(Workloads.named(workload), regions, rate, 1, true);
    }

    /** What is done and when it is due, for so many steps of each part. */
    private static List<List<Object>> plan(long seed, int steps) {
        return RegionLoad.of(FLAGSHIP, seed).stream()
                .map(part -> IntStream.range(0, steps)
                        .mapToObj(i -> (Object)
                                List.of(part.schedule().next(), part.generator().next()))
                        .toList())
                .toList();
    }

    @Test
    @DisplayName("the flagship's load, one seed twice: the same operations at the same times; another seed: others")
    void reproducible() {
        assertThat(plan(7, 2000)).isEqualTo(plan(7, 2000)).isNotEqualTo(plan(8, 2000));
    }

    @Test
    @DisplayName("the flagship's load: every value written is distinct, every inserted key new")
    void distinct() {
        List<Long> values = new ArrayList<>();
        List<Long> rows = new ArrayList<>();
        for (RegionLoad part : RegionLoad.of(FLAGSHIP, 1)) {
            intents(part.generator(), 5000).forEach(intent -> {
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

        assertThat(values).doesNotHaveDuplicates().hasSizeGreaterThan(12_000);
        assertThat(rows).allMatch(row -> row >= Workload.HOT_KEYS);
    }

    @Test
    @DisplayName(
            "MIX, 19,000 steps: 20,000 operations, of them 50 % read, 30 % insert, 15 % write, 5 % cas, over all hot keys")
    void proportions() {
        List<Intent> intents = intents(generator("mix", 3), 19_000);
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
        Generator generator = generator("cas", 5);

        for (int i = 0; i < 100; i++) {
            List<Intent> step = generator.next();
            assertThat(step).hasSize(2);
            assertThat(((Intent.Read) step.get(0)).key()).isEqualTo(((Intent.Cas) step.get(1)).key());
        }
    }

    @ParameterizedTest(name = "seed {0}: 22 inserts a second are 946 in 43 s, in order, never one more or less")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void rate(long seed) {
        Schedule schedule = RegionLoad.of(FLAGSHIP, seed).get(0).schedule();
        List<Long> due = Stream.generate(schedule::next)
                .takeWhile(at -> at < Duration.ofSeconds(43).toNanos())
                .toList();

        assertThat(due).isSorted().hasSizeBetween(945, 947);
    }

    @Test
    @DisplayName("50 MIX operations a second over 2 regions: each does 23.75 steps a second")
    void rateIsShared() {
        Schedule west = RegionLoad.of(FLAGSHIP, 1).get(3).schedule();

        assertThat(Stream.generate(west::next).takeWhile(at -> at < 80_000_000_000L))
                .hasSizeBetween(1899, 1901);
    }

    @Test
    @DisplayName("an unknown workload: told with those that there are")
    void unknown() {
        assertThatThrownBy(() -> Workloads.named("mixx"))
                .isInstanceOf(UserError.class)
                .hasMessage("unknown workload 'mixx'; choose one of mix, inserts, cas, reads");
        assertThat(Workloads.all()).allSatisfy(workload -> {
            assertThat(Workloads.named(workload.name())).isSameAs(workload);
            assertThat(workload.description()).isNotBlank().doesNotContain("\n");
        });
    }

    @Test
    @DisplayName("22 a second and a time-out of 4 s: workers for 8 s of steps")
    void enoughWorkers() {
        assertThat(LoadSpec.enoughWorkers(22, Duration.ofSeconds(4))).isEqualTo(178);
    }

    private static Generator generator(String workload, long seed) {
        return RegionLoad.of(List.of(spec(workload, List.of("E"), 1)), seed)
                .get(0)
                .generator();
    }

    private static List<Intent> intents(Generator generator, int steps) {
        return Stream.generate(generator::next)
                .limit(steps)
                .flatMap(List::stream)
                .collect(Collectors.toList());
    }

    private static double share(List<Intent> intents, Class<? extends Intent> kind) {
        return (double) intents.stream().filter(kind::isInstance).count() / intents.size();
    }
}
