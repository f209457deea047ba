package io.schism.harness.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.schism.harness.cluster.Topology;
import io.schism.harness.cluster.Topology.Region;
import io.schism.harness.cluster.Topology.ZooKeeperTimes;
import io.schism.harness.partition.Partition;
import io.schism.harness.partition.Unit;
import io.schism.harness.run.Library;
import io.schism.histories.error.UserError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shapes over one machine or region, two, three and four: each is refused, or cuts something with every seed. */
class TargetReaderTest {
    private static Topology regions(int count) {
        List<Region> regions = IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Region("R" + i, List.of("n" + i), 1, 1, true))
                .toList();
        return new Topology(
                regions, "n1", new ZooKeeperTimes(Duration.ofSeconds(6), Duration.ofSeconds(1), 2), Map.of());
    }

    @ParameterizedTest
    @EnumSource(
            value = Partition.class,
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"FROM_.*"})
    void a_shape_that_could_cut_nothing_is_refused_with_what_it_needs(Partition shape) {
        for (int count = 1; count <= 4; count++) {
            Topology topology = regions(count);
            UserError refusal = catchThrowableOfType(
                    UserError.class,
                    () -> Library.plan(
                            topology,
                            PlanLine.fault("cut")
                                    .at(Duration.ofSeconds(1))
                                    .shape(shape.word())
                                    .lasting(Duration.ofSeconds(1))));
            boolean alwaysCuts = count > 1
                    && LongStream.range(0, 200).noneMatch(seed -> shape.pairs(
                                    topology, Unit.MACHINES, Set.of(), new SplittableRandom(seed))
                            .isEmpty());
            if (alwaysCuts) {
                assertThat(refusal).as(shape + " over " + count).isNull();
            } else {
                assertThat(refusal)
                        .as(shape + " over " + count)
                        .hasMessageContaining("would cut nothing: there are " + count + " ")
                        .hasMessageContaining(shape.word() + " needs " + shape.least());
                assertThat(refusal.line()).isPositive();
            }
        }
    }
}
