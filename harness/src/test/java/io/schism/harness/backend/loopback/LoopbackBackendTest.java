package io.schism.harness.backend.loopback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schism.harness.cluster.Feature;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.NameFailure;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Shape;
import io.schism.harness.cluster.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plain processes cannot do is refused, by the same words that a plan is refused with. */
class LoopbackBackendTest {
    private static final Pair PAIR = new Pair("A", "B");

    private final LoopbackBackend backend = new LoopbackBackend();

    @Test
    void each_feature_that_it_lacks_is_refused_with_that_reason_and_each_other_is_not(@TempDir Path folder) {
        try (Site site = backend.open(
                "lacks",
                folder,
                List.of(new Member("A", Member.Kind.SERVICE, "E"), new Member("B", Member.Kind.SERVICE, "E")),
                Map.of())) {
            Map<Feature, ThrowingCallable> uses = Map.of(
                    Feature.PACKET_LOSS, () -> shape(site, Shape.ofLoss(0.5)),
                    Feature.PACKET_DELAY, () -> shape(site, Shape.ofDelay(Duration.ofMillis(1), Duration.ZERO)),
                    Feature.PACKET_DUPLICATION, () -> shape(site, Shape.ofDuplication(0.5)),
                    Feature.PACKET_REORDERING, () -> shape(site, Shape.ofReordering(0.5, Duration.ofMillis(1))),
                    Feature.RATE_LIMIT, () -> shape(site, Shape.ofRate(1000)),
                    Feature.CONNECTION_RESET, () -> shape(site, Shape.ofReset()),
                    Feature.MEMORY_LIMIT, () -> site.limitMemory("A", 1),
                    Feature.NAME_RESOLUTION, () -> site.breakNames("A", new NameFailure.Silent()),
                    Feature.CPU_LIMIT, () -> site.limitCpu("A", 1));
            // The others need a member that runs: LoopbackDiskAndClockFaultsIT.
            assertThat(uses)
                    .containsOnlyKeys(EnumSet.complementOf(EnumSet.of(
                            Feature.FILE_LIMIT,
                            Feature.SLOW_DISK,
                            Feature.WATCHED_WRITES,
                            Feature.READ_ONLY_DATA,
                            Feature.SETTABLE_CLOCK)));
            uses.forEach((feature, use) -> backend.lacks(feature)
                    .ifPresentOrElse(
                            reason -> assertThatThrownBy(use)
                                    .as(feature.toString())
                                    .isInstanceOf(UnsupportedOperationException.class)
                                    .hasMessage(reason),
                            () -> runs(use)));
        }
    }

    private static void shape(Site site, Shape shape) {
        site.network().shape(Map.of(PAIR, shape));
    }

    private static void runs(ThrowingCallable use) {
        assertThatCode(use).doesNotThrowAnyException();
    }
}
