package io.schism.workloads.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.workloads.policy.Policy;
import io.schism.workloads.policy.Policy.Replication;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DurabilityTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int WRITERS = 8;

    @ParameterizedTest(
            name =
                    "3 nodes, all lose power during writes, {0}: every acknowledged write is in the primary's log afterwards")
    @EnumSource(Replication.class)
    void acknowledgedWritesSurvive(Replication replication) throws InterruptedException {
        Policy policy = Policies.replication(Policies.SAFE, replication, 1, false);
        Random random = new Random(20181021);
        try (LiveCluster cluster = LiveCluster.start(policy, "E1", "W1", "C1-")) {
            ConcurrentLinkedQueue<String> acknowledged = new ConcurrentLinkedQueue<>();
            for (int crash = 1; crash <= 3; crash++) {
                String primary = untilServing(cluster);
                AtomicBoolean stop = new AtomicBoolean();
                ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
                int already = acknowledged.size();
                for (int writer = 0; writer < WRITERS; writer++) {
                    String name = crash + "-" + writer + "-";
                    writers.execute(() -> write(cluster, primary, name, stop, acknowledged));
                }
                await().atMost(LIMIT).until(() -> acknowledged.size() > already + 300);
                cluster.crashAll(random);
                stop.set(true);
                writers.shutdown();
                assertThat(writers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
                List.of("E1", "W1", "C1").forEach(cluster::startNode);
                assertThat(cluster.ops(untilServing(cluster))).containsAll(acknowledged);
            }
        }
    }

    private static void write(
            LiveCluster cluster,
            String primary,
            String name,
            AtomicBoolean stop,
            ConcurrentLinkedQueue<String> acknowledged) {
        for (int count = 0; !stop.get(); count++) {
            String op = name + count;
            try {
                if (cluster.put(primary, op.hashCode(), count, op).status() == 200) {
                    acknowledged.add(op);
                }
            } catch (UncheckedIOException e) {
                return; // The power is gone.
            }
        }
    }

    private static String untilServing(LiveCluster cluster) {
        List<String> primaries = new ArrayList<>();
        await().atMost(LIMIT).until(() -> {
            primaries.clear();
            for (String node : List.of("E1", "W1")) {
                if (cluster.role(node).get("role").textValue().equals("primary")
                        && cluster.get(node, 0).status() == 200) {
                    primaries.add(node);
                }
            }
            return primaries.size() == 1;
        });
        return primaries.get(0);
    }

    @Test
    @DisplayName("3 nodes, one replica down for 10,000 writes: it catches up")
    void replicaCatchesUp() throws InterruptedException {
        int writes = 10_000;
        try (LiveCluster cluster = LiveCluster.start(Policies.SAFE, "E1", "W1", "C1-")) {
            untilServing(cluster);
            cluster.stopNode("C1");
            ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
            AtomicLong next = new AtomicLong();
            List<Future<?>> done = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                done.add(writers.submit(() -> {
                    for (long key = next.getAndIncrement(); key < writes; key = next.getAndIncrement()) {
                        // Where the machine is slow the copy is late, and the write is in the log all the same.
                        assertThat(cluster.put("E1", key, key, "w-" + key).status())
                                .isIn(200, 504);
                    }
                }));
            }
            writers.shutdown();
            assertThat(writers.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
            assertThat(done).allSatisfy(writer -> assertThat(writer).succeedsWithin(Duration.ZERO));
            long before = System.nanoTime();
            cluster.startNode("C1");
            await().atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> cluster.role("C1").get("confirmed").longValue() >= writes + 1);
            System.out.printf(
                    "caught up with %d writes in %d ms, start included%n",
                    writes, Duration.ofNanos(System.nanoTime() - before).toMillis());
            assertThat(cluster.log("C1").get("log")).isEqualTo(cluster.log("E1").get("log"));
        }
    }
}
