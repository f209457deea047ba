package io.schism.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Pair;
import io.schism.harness.junit.SchismTest.Expect;
import io.schism.harness.observe.Observers;
import io.schism.histories.history.HistoryReader;
import io.schism.histories.history.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on loopback, in tests as users write them. */
class RunnerIT {
    static final String PARTITION = "../samples/maven/src/test/resources/partition.yml";

    @TempDir
    Path runs;

    /** The watchdog, a shell, ends once it has nobody left to watch. */
    @AfterEach
    void no_process_is_left() {
        Awaitility.await().untilAsserted(() -> assertThat(
                        ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty());
    }

    static class Unexpected {
        @SchismTest(scenario = PARTITION, expect = Expect.INVALID)
        @Seeds(values = 11)
        void expects_a_violation_that_is_not_there(Runner runner) {
            runner.run();
        }
    }

    @Test
    void three_regions_E_cut_off_a_run_that_comes_out_otherwise_fails_and_publishes_its_report() {
        Executed executed = Executed.of(Unexpected.class, runs);

        Throwable thrown = executed.thrown("seed 11");
        assertThat(thrown).isInstanceOf(AssertionError.class);
        String report = executed.published("schism.report").get(0);
        assertThat(thrown)
                .hasMessageStartingWith("partition safe: expected invalid, found valid")
                .hasMessageContaining("report: " + report)
                .hasMessageContaining("--variant safe --backend loopback --seed 11 --scale 1.0");
        assertThat(Path.of(report)).startsWith(runs).isNotEmptyFile();
        assertThat(executed.published("schism.verdict")).containsExactly("valid");
    }

    static class ByHand {
        @SchismTest(scenario = PARTITION)
        @Seeds(values = 12)
        void cuts_a_pair_by_hand(Cluster cluster, Recorder recorder) {
            try (Observers observers = Observers.start(cluster, recorder)) {
                Pair pair = new Pair("E1", "W1");
                cluster.cuts().cut(Set.of(pair));
                assertThat(cluster.site().network().probe(pair, Duration.ofMillis(500)))
                        .hasToString("CLOSED");
                Awaitility.await()
                        .until(() -> recorder.history().observed("role").size() > 3);
            }
            fail("to see what is said then");
        }
    }

    @Test
    void a_cluster_serves_when_it_is_given_and_what_was_recorded_stays() {
        Executed executed = Executed.of(ByHand.class, runs);

        assertThat(executed.thrown("seed 12")).hasMessage("to see what is said then");
        Path history = Path.of(executed.published("schism.history").get(0));
        assertThat(history.getParent())
                .isEqualTo(Path.of(executed.published("schism.folder").get(0)));
        assertThat(HistoryReader.read(history).observed("role")).isNotEmpty();
        assertThat(history.resolveSibling("nodes/E1/log")).isNotEmptyFile();
    }

    static class Hurried {
        @SchismTest(scenario = PARTITION)
        @Timeout(value = 2, unit = TimeUnit.SECONDS)
        @Seeds(values = 13)
        void has_no_time(Runner runner) {
            runner.run();
        }
    }

    @Test
    void a_run_that_exceeds_its_time_limit_fails_and_leaves_nothing_running() {
        assertThat(Executed.of(Hurried.class, runs).thrown("seed 13"))
                .hasMessageContaining("timed out after 2 seconds");
    }
}
