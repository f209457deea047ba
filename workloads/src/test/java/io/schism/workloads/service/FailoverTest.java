package io.schism.workloads.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.workloads.policy.Policy;
import io.schism.workloads.policy.Policy.Fencing;
import io.schism.workloads.policy.Policy.Promotion;
import io.schism.workloads.policy.Policy.Rejoin;
import io.schism.workloads.policy.Policy.WhenSuspended;
import io.schism.workloads.service.LiveCluster.Answer;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailoverTest {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final String[] FIVE = {"E1", "E2", "C1-", "W1", "W2"};

    private static LiveCluster serving(Policy policy, String... names) {
        LiveCluster cluster = LiveCluster.start(policy, names);
        await().atMost(LIMIT).until(() -> cluster.isPrimary("E1", 1));
        assertThat(cluster.put("E1", 1, 1, "before").status()).isEqualTo(200);
        return cluster;
    }

    private static void untilPrimary(LiveCluster cluster, String node, long epoch) {
        await().atMost(LIMIT).until(() -> cluster.isPrimary(node, epoch));
    }

    private static void untilAgreed(LiveCluster cluster, String one, String other) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(cluster.log(one).get("log"))
                .isEqualTo(cluster.log(other).get("log")));
    }

    @Test
    @DisplayName(
            "5 nodes, the primary's region isolated, unsafe: two primaries acknowledge, and after healing the old one is out")
    void unsafeHasTwoPrimaries() {
        try (LiveCluster cluster = serving(Policies.UNSAFE, FIVE)) {
            cluster.isolate("E1", "E2");
            untilPrimary(cluster, "W1", 2);
            assertThat(cluster.put("W1", 2, 2, "west").status()).isEqualTo(200);
            await().atMost(LIMIT)
                    .until(() -> cluster.role("E1").get("session").textValue().equals("lost"));
            Answer stranded = cluster.put("E1", 3, 3, "east");
            assertThat(stranded.status()).isEqualTo(200);
            assertThat(stranded.body().get("epoch").longValue()).isEqualTo(1);
            assertThat(cluster.get("E1", 2).body().get("value").isNull()).isTrue();
            cluster.heal();
            await().atMost(LIMIT)
                    .until(() -> cluster.role("E1").get("role").textValue().equals("out"));
            assertThat(cluster.log("E1").get("member").booleanValue()).isFalse();
            assertThat(cluster.ops("E1")).contains("east").doesNotContain("west");
            assertThat(cluster.ops("W1")).contains("west").doesNotContain("east");
            assertThat(cluster.put("E1", 4, 4, "late").status()).isEqualTo(503);
            assertThat(cluster.role("E1").get("seen").longValue()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName(
            "5 nodes, the primary's region isolated, epoch tokens only: two primaries all the same, and stale appends refused after healing")
    void tokensAloneDoNotHelp() {
        try (LiveCluster cluster = serving(Policies.fencing(Policies.UNSAFE, Fencing.EPOCH), FIVE)) {
            cluster.isolate("E1", "E2");
            assertThat(cluster.put("E1", 3, 3, "east").status()).isEqualTo(200);
            untilPrimary(cluster, "W1", 2);
            assertThat(cluster.put("E1", 4, 4, "east-2").status()).isEqualTo(200);
            await().atMost(LIMIT).until(() -> cluster.role("W2").get("seen").longValue() == 2);
            // To a replica alone, who never speaks first: so E1 learns of epoch 2 by being refused.
            cluster.heal("E1", "W2");
            await().atMost(LIMIT).until(() -> cluster.role("W2").get("refusals").longValue() > 0);
            cluster.heal();
            await().atMost(LIMIT)
                    .until(() -> cluster.role("E1").get("role").textValue().equals("out"));
        }
    }

    @Test
    @DisplayName(
            "5 nodes, the primary's region isolated, safe: nothing acknowledged is lost, the old primary gives its tail up aside and follows")
    void safeLosesNothing() {
        try (LiveCluster cluster = serving(Policies.SAFE, FIVE)) {
            cluster.isolate("E1", "E2");
            assertThat(cluster.put("E1", 2, 2, "pending").status()).isEqualTo(504);
            await().atMost(LIMIT).untilAsserted(() -> {
                Answer refused = cluster.put("E1", 3, 3, "refused");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.body().get("error").textValue()).isEqualTo("suspended");
            });
            assertThat(cluster.get("E1", 1).status()).isEqualTo(503);
            untilPrimary(cluster, "W1", 2);
            assertThat(cluster.get("W1", 1).body().get("value").longValue()).isEqualTo(1);
            assertThat(cluster.put("W1", 4, 4, "west").status()).isEqualTo(200);
            cluster.heal();
            untilAgreed(cluster, "E1", "W1");
            untilAgreed(cluster, "E2", "W1");
            assertThat(cluster.ops("W1")).contains("before", "west").doesNotContain("pending", "refused");
            assertThat(cluster.log("E1").get("side").toString()).contains("pending");
            assertThat(cluster.role("E1").get("givenUp").longValue()).isPositive();
            assertThat(cluster.role("E1").get("role").textValue()).isEqualTo("replica");
            assertThat(cluster.get("E1", 1).status()).isEqualTo(421);
        }
    }

    @Test
    @DisplayName("4 nodes, the primary stopped, one replica a laggard: the most caught up is promoted, not the first")
    void mostCaughtUpWins() {
        try (LiveCluster cluster = serving(Policies.SAFE, "E1", "C1", "W1", "W2")) {
            cluster.cut("E1", "C1");
            assertThat(cluster.put("E1", 2, 2, "copied").status()).isEqualTo(200);
            await().atMost(LIMIT).until(() -> cluster.ops("W1").contains("copied"));
            assertThat(cluster.ops("C1")).doesNotContain("copied");
            cluster.stopNode("E1");
            untilPrimary(cluster, "W1", 2);
            assertThat(cluster.get("W1", 2).body().get("value").longValue()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName(
            "4 nodes, the primary stopped, one replica a laggard, promotion anywhere: the first is promoted and the write is lost")
    void anyRegionTakesTheFirst() {
        Policy policy = Policies.promotion(Policies.SAFE, Promotion.ANY_REGION);
        try (LiveCluster cluster = serving(policy, "E1", "C1", "W1", "W2")) {
            cluster.cut("E1", "C1");
            assertThat(cluster.put("E1", 2, 2, "copied").status()).isEqualTo(200);
            cluster.stopNode("E1");
            untilPrimary(cluster, "C1", 2);
            assertThat(cluster.get("C1", 2).body().get("value").isNull()).isTrue();
            await().atMost(LIMIT).until(() -> cluster.role("W1").get("givenUp").longValue() > 0);
        }
    }

    @Test
    @DisplayName(
            "3 nodes, the primary stopped, the only copy on a node that may not be primary: the one that may fetches it first")
    void candidateFetchesFirst() {
        try (LiveCluster cluster = serving(Policies.SAFE, "E1", "C1-", "W1")) {
            cluster.cut("E1", "W1");
            assertThat(cluster.put("E1", 2, 2, "copied").status()).isEqualTo(200);
            assertThat(cluster.ops("W1")).doesNotContain("copied");
            cluster.stopNode("E1");
            untilPrimary(cluster, "W1", 2);
            assertThat(cluster.get("W1", 2).body().get("value").longValue()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName(
            "3 nodes, the primary stopped and a possible holder of acknowledged writes with it: promotion waits for one of them")
    void waitsForAckSets() {
        try (LiveCluster cluster = serving(Policies.SAFE, "E1", "C1-", "W1")) {
            cluster.stopNode("C1");
            cluster.stopNode("E1");
            await().atMost(LIMIT).until(() -> cluster.role("W1").get("seen").longValue() == 2);
            assertThat(cluster.role("W1").get("role").textValue()).isEqualTo("replica");
            cluster.startNode("C1");
            untilPrimary(cluster, "W1", 2);
            assertThat(cluster.get("W1", 1).body().get("value").longValue()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName(
            "5 nodes, the primary's region isolated, promotion inside the region only: the old primary keeps the record and serves on")
    void sameRegionWaits() {
        Policy policy =
                Policies.promotion(Policies.rejoin(Policies.UNSAFE, Rejoin.TRUNCATE_ASIDE), Promotion.SAME_REGION);
        try (LiveCluster cluster = serving(policy, FIVE)) {
            cluster.isolate("E1", "E2");
            await().atMost(LIMIT)
                    .until(() -> cluster.role("E1").get("session").textValue().equals("lost"));
            assertThat(cluster.put("E1", 2, 2, "inside").status()).isEqualTo(200);
            cluster.heal();
            untilAgreed(cluster, "W1", "E1");
            assertThat(cluster.isPrimary("E1", 1)).isTrue();
            assertThat(cluster.ops("W1")).contains("inside");
        }
    }

    @Test
    @DisplayName(
            "3 nodes, the primary's session suspended and back: stopped meanwhile, it serves again under the same epoch")
    void stopsWhileSuspended() {
        try (LiveCluster cluster = serving(Policies.SAFE, "E1", "W1", "C1-")) {
            cluster.stopControllers();
            cluster.cut("E1", LiveCluster.ZOOKEEPER);
            await().atMost(LIMIT).until(() -> cluster.put("E1", 2, 2, "x").status() == 503);
            assertThat(cluster.get("E1", 1).status()).isEqualTo(503);
            cluster.heal();
            await().atMost(LIMIT).until(() -> cluster.put("E1", 3, 3, "y").status() == 200);
            assertThat(cluster.role("E1").get("epoch").longValue()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("3 nodes, the primary's session suspended, only writes stop: reads are answered")
    void stopsWritesOnly() {
        Policy policy = Policies.whenSuspended(Policies.SAFE, WhenSuspended.STOP_WRITES);
        try (LiveCluster cluster = serving(policy, "E1", "W1", "C1-")) {
            cluster.stopControllers();
            cluster.cut("E1", LiveCluster.ZOOKEEPER);
            await().atMost(LIMIT).until(() -> cluster.put("E1", 2, 2, "x").status() == 503);
            assertThat(cluster.get("E1", 1).body().get("value").longValue()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName(
            "3 nodes, primary cut from ZooKeeper and the controller only, keeping on: the replicas refuse its epoch and it steps down")
    void refusalsEndTheOldPrimary() {
        Policy policy = Policies.whenSuspended(Policies.SAFE, WhenSuspended.KEEP_SERVING);
        try (LiveCluster cluster = serving(policy, "E1", "W1", "C1-")) {
            cluster.cut("E1", LiveCluster.ZOOKEEPER);
            cluster.cut(LiveCluster.CONTROLLER, "E1");
            untilPrimary(cluster, "W1", 2);
            assertThat(cluster.put("E1", 2, 2, "stale").status()).isEqualTo(421);
            assertThat(cluster.role("W1").get("refusals").longValue()
                            + cluster.role("C1").get("refusals").longValue())
                    .isPositive();
        }
    }

    @Test
    @DisplayName(
            "5 nodes, the primary's region cut from all but one copy, unfenced: the copy obeys both, and both acknowledge")
    void unfencedMajorityObeysBoth() {
        Policy keeping = Policies.whenSuspended(Policies.SAFE, WhenSuspended.KEEP_SERVING);
        Policy policy = Policies.reads(Policies.fencing(keeping, Fencing.NONE), Policy.Reads.MAJORITY);
        try (LiveCluster cluster = serving(policy, FIVE)) {
            cluster.isolate("E1", "E2");
            cluster.heal("E1", "C1");
            untilPrimary(cluster, "W1", 2);
            assertThat(cluster.put("W1", 1, 2, "west").status()).isEqualTo(200);
            await().atMost(LIMIT).until(() -> cluster.ops("C1").contains("west"));
            Answer stale = cluster.get("E1", 1);
            assertThat(stale.status()).isEqualTo(200);
            assertThat(stale.body().get("value").longValue()).isEqualTo(1);
            assertThat(cluster.put("E1", 1, 3, "east").status()).isEqualTo(200);
            assertThat(cluster.isPrimary("E1", 1)).isTrue();
            assertThat(cluster.isPrimary("W1", 2)).isTrue();
        }
    }

    @Test
    @DisplayName(
            "3 nodes, an epoch installed by a controller that then vanished, same region: the next one finishes, with all that the old primary had")
    void unfinishedPromotionIsFinished() {
        Policy policy = Policies.promotion(Policies.UNSAFE, Promotion.SAME_REGION);
        try (LiveCluster cluster = serving(policy, "E1", "E2", "W1")) {
            cluster.cut("E1", "E2");
            assertThat(cluster.put("E1", 2, 2, "east").status()).isEqualTo(200);
            cluster.heal();
            assertThat(cluster.send("E1", "POST", "/internal/install", new Internal.Install(2))
                            .status())
                    .isEqualTo(200);
            assertThat(cluster.put("E1", 3, 3, "late").status()).isEqualTo(421);
            untilPrimary(cluster, "E2", 2);
            assertThat(cluster.get("E2", 2).body().get("value").longValue()).isEqualTo(2);
        }
    }
}
