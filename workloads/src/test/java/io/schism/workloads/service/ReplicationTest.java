package io.schism.workloads.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.workloads.policy.Policy;
import io.schism.workloads.policy.Policy.Replication;
import io.schism.workloads.policy.Policy.Visibility;
import io.schism.workloads.service.LiveCluster.Answer;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReplicationTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static LiveCluster serving(Policy policy, String... names) {
        LiveCluster cluster = LiveCluster.start(policy, names);
        await().atMost(LIMIT).until(() -> cluster.isPrimary("E1", 1));
        return cluster;
    }

    @Test
    @DisplayName("3 nodes, no fault: writes, reads and compare-and-sets answer as the interface says")
    void answersAsTheInterfaceSays() {
        try (LiveCluster cluster = serving(Policies.SAFE, "E1", "W1", "C1-")) {
            assertThat(cluster.get("E1", 7).body().get("value").isNull()).isTrue();
            Answer written = cluster.put("E1", 7, 41, "1-1");
            assertThat(written.status()).isEqualTo(200);
            assertThat(written.body().toString()).isEqualTo("{\"node\":\"E1\",\"epoch\":1,\"pos\":2}");
            assertThat(cluster.get("E1", 7).body().toString())
                    .isEqualTo("{\"value\":41,\"node\":\"E1\",\"epoch\":1,\"pos\":2}");
            assertThat(cluster.cas("E1", 7, 40L, 42, "1-2").status()).isEqualTo(409);
            assertThat(cluster.cas("E1", 7, 41L, 42, "1-3").status()).isEqualTo(200);
            assertThat(cluster.cas("E1", 8, null, 1, "1-4").status()).isEqualTo(200);
            Answer refused = cluster.put("W1", 7, 1, "1-5");
            assertThat(refused.status()).isEqualTo(421);
            assertThat(refused.body().toString())
                    .isEqualTo("{\"error\":\"not-primary\",\"epoch\":1,\"primary\":\"E1\"}");
            assertThat(cluster.send("E1", "PUT", "/kv/x", java.util.Map.of()).status())
                    .isEqualTo(400);
            assertThat(cluster.send("E1", "PUT", "/kv/1", java.util.Map.of("op", "1-6"))
                            .status())
                    .isEqualTo(400);
            assertThat(cluster.log("E1").get("log").toString())
                    .isEqualTo("[[1,1,\"epoch-1\",null,null],[1,2,\"1-1\",7,[\"write\",41]],"
                            + "[1,3,\"1-3\",7,[\"cas\",41,42]],[1,4,\"1-4\",8,[\"cas\",null,1]]]");
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(cluster.log("C1").get("log"))
                            .isEqualTo(cluster.log("E1").get("log")));
        }
    }

    @Test
    @DisplayName("3 nodes, primary isolated, asynchronous: writes are acknowledged by the primary alone")
    void asynchronousNeedsNobody() {
        try (LiveCluster cluster = serving(Policies.UNSAFE, "E1", "W1", "C1-")) {
            cluster.stopControllers();
            cluster.isolate("E1");
            assertThat(cluster.put("E1", 1, 1, "a").status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName(
            "3 nodes, the only one outside cut off: a copy inside does not count, the write is unconfirmed and not shown")
    void copiesCountOutside() {
        try (LiveCluster cluster = serving(Policies.SAFE, "E1", "E2", "W1")) {
            assertThat(cluster.put("E1", 1, 1, "a").status()).isEqualTo(200);
            cluster.cut("E1", "W1");
            Answer answer = cluster.put("E1", 1, 2, "b");
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.body().get("error").textValue()).isEqualTo("unconfirmed");
            assertThat(cluster.get("E1", 1).body().get("value").longValue()).isEqualTo(1);
            cluster.heal();
            await().atMost(LIMIT).untilAsserted(() -> assertThat(
                            cluster.get("E1", 1).body().get("value").longValue())
                    .isEqualTo(2));
        }
    }

    @Test
    @DisplayName("3 nodes, the only one outside cut off, visible at once: the unconfirmed write is shown")
    void visibleAtOnce() {
        Policy policy = Policies.visibility(Policies.SAFE, Visibility.AT_ONCE);
        try (LiveCluster cluster = serving(policy, "E1", "E2", "W1")) {
            cluster.cut("E1", "W1");
            assertThat(cluster.put("E1", 1, 2, "b").status()).isEqualTo(504);
            assertThat(cluster.get("E1", 1).body().get("value").longValue()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName(
            "3 nodes, the only one outside cut off, fallback: the write is acknowledged without its copy, and again with it after healing")
    void fallsBack() {
        Policy policy = Policies.replication(Policies.SAFE, Replication.COPIES, 1, true);
        try (LiveCluster cluster = serving(policy, "E1", "E2", "W1")) {
            cluster.cut("E1", "W1");
            assertThat(cluster.put("E1", 1, 2, "b").status()).isEqualTo(200);
            assertThat(cluster.ops("W1")).doesNotContain("b");
            cluster.heal();
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(cluster.ops("W1")).contains("b"));
        }
    }

    @Test
    @DisplayName("3 nodes, majority: one may be down, two may not")
    void majority() {
        Policy policy = Policies.replication(Policies.SAFE, Replication.MAJORITY, 0, false);
        try (LiveCluster cluster = serving(policy, "E1", "W1", "C1-")) {
            cluster.stopNode("C1");
            assertThat(cluster.put("E1", 1, 1, "a").status()).isEqualTo(200);
            cluster.stopNode("W1");
            assertThat(cluster.put("E1", 1, 2, "b").status()).isEqualTo(504);
        }
    }

    @Test
    @DisplayName("3 nodes, primary cut off from both others, reads by majority: a read is not answered ok")
    void majorityReads() {
        Policy policy = Policies.reads(Policies.SAFE, Policy.Reads.MAJORITY);
        try (LiveCluster cluster = serving(policy, "E1", "W1", "C1-")) {
            assertThat(cluster.get("E1", 1).status()).isEqualTo(200);
            cluster.cut("E1", "W1");
            assertThat(cluster.get("E1", 1).status()).isEqualTo(200);
            cluster.cut("E1", "C1");
            assertThat(cluster.get("E1", 1).status()).isEqualTo(504);
        }
    }

    @Test
    @DisplayName("3 nodes, local reads: a replica answers from its own copy")
    void localReads() {
        Policy policy = Policies.reads(Policies.SAFE, Policy.Reads.LOCAL);
        try (LiveCluster cluster = serving(policy, "E1", "W1", "C1-")) {
            cluster.put("E1", 1, 5, "a");
            await().atMost(LIMIT).untilAsserted(() -> assertThat(
                            cluster.get("C1", 1).body().path("value").asLong())
                    .isEqualTo(5));
            cluster.cut("E1", "C1");
            cluster.put("E1", 1, 6, "b");
            assertThat(cluster.get("C1", 1).body().get("value").longValue()).isEqualTo(5);
        }
    }
}
