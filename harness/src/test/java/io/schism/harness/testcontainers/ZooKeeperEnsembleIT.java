package io.schism.harness.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.cluster.Pair;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

@Tag("docker")
@Testcontainers(disabledWithoutDocker = true)
class ZooKeeperEnsembleIT {
    @Container
    static final ZooKeeperEnsemble ZOOKEEPER = new ZooKeeperEnsemble(3);

    @Test
    void three_voters_the_leader_cut_off_the_others_elect_another_and_keep_what_was_written() throws Exception {
        try (CuratorFramework curator = CuratorFrameworkFactory.builder()
                .connectString(ZOOKEEPER.connectString())
                .retryPolicy(new RetryOneTime(500))
                .ensembleTracker(false)
                .build()) {
            curator.start();
            curator.create().forPath("/truth", "one".getBytes(StandardCharsets.UTF_8));
            String leader = ZOOKEEPER.leader().orElseThrow();
            Set<Pair> cut = new LinkedHashSet<>();
            ZOOKEEPER.voters().stream().filter(voter -> !voter.equals(leader)).forEach(other -> {
                cut.add(new Pair(leader, other));
                cut.add(new Pair(other, leader));
            });

            ZOOKEEPER.cluster().cuts().cut(cut);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> ZOOKEEPER.leader().filter(now -> !now.equals(leader)).isPresent());
            ZOOKEEPER.cluster().cuts().heal(cut);

            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(curator.getData().forPath("/truth"))
                            .asString(StandardCharsets.UTF_8)
                            .isEqualTo("one"));
        }
    }
}
