package io.schism.harness.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Pair;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Tag("docker")
@Testcontainers(disabledWithoutDocker = true)
class ZooKeeperEnsembleIT {
    @Container
    static final ZooKeeperEnsemble ZOOKEEPER = new ZooKeeperEnsemble(3);

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void three_voters_the_leader_cut_off_the_others_elect_another_and_keep_what_was_written()
            throws IOException, InterruptedException {
        try (ZooKeeper client = new ZooKeeper(ZOOKEEPER.connectString(), 6000, event -> {})) {
            byte[] truth = {1};
            await().ignoreExceptions()
                    .until(() -> client.create("/truth", truth, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT)
                            .equals("/truth"));
            String leader = ZOOKEEPER.leader().orElseThrow();
            Set<Pair> cut = new LinkedHashSet<>();
            ZOOKEEPER.voters().stream().filter(voter -> !voter.equals(leader)).forEach(other -> {
                cut.add(new Pair(leader, other));
                cut.add(new Pair(other, leader));
            });

            ZOOKEEPER.cluster().cuts().cut(cut);
            await().atMost(LIMIT).until(() -> ZOOKEEPER
                    .leader()
                    .filter(now -> !now.equals(leader))
                    .isPresent());
            ZOOKEEPER.cluster().cuts().heal(cut);

            await().atMost(LIMIT).ignoreExceptions().untilAsserted(() -> assertThat(
                            client.getData("/truth", false, null))
                    .isEqualTo(truth));
        }
    }
}
