package io.schism.harness.testcontainers;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.schism.histories.error.UserError;
import io.schism.histories.history.Recorder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** What is told without Docker. */
class NotStartedTest {
    @Test
    void an_ensemble_that_was_not_started_says_how_to_start_it() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new ZooKeeperEnsemble(3).connectString())
                .withMessageContaining("mark it with @Container");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ZooKeeperEnsemble(0))
                .withMessage("an ensemble has 1 to 7 voters, not 0");
    }

    @Test
    void stopping_what_was_never_started_does_nothing() {
        new ZooKeeperEnsemble(1).stop();
    }

    @Test
    void a_container_that_does_not_run_cannot_join_a_cluster() {
        try (GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse("some/image:1"))) {
            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(() -> ContainerCluster.of(Map.of("a", container), Recorder.inMemory()))
                    .withMessage("container a does not run; start it before it joins the cluster");
        }
    }
}
