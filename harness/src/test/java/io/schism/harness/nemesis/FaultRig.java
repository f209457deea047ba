package io.schism.harness.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.schism.harness.backend.Backends;
import io.schism.harness.cluster.Backend;
import io.schism.harness.cluster.Cluster;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Site;
import io.schism.harness.cluster.Topology;
import io.schism.harness.run.Library;
import io.schism.harness.scenario.Scenario;
import io.schism.harness.scenario.Setting;
import io.schism.harness.scenario.Settings;
import io.schism.harness.scenario.Variant;
import io.schism.histories.edn.Keyword;
import io.schism.histories.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A small cluster, and faults injected into it one by one, without a plan and without a load. */
final class FaultRig implements AutoCloseable {
    private static final String SCENARIO =
            """
            schema: 1
            name: rig
            title: a rig for faults
            regions:
              A: {nodes: [%s], voters: 1, controllers: 1, promotable: true}
              B: {nodes: [%s], voters: 1, controllers: 0, promotable: true}
              C: {nodes: [C1], voters: 1, controllers: 0, promotable: true}
            primary: A1
            zookeeper: {session-timeout: 3s, tick: 500ms, sync-limit: 4}
            policy: {replication: majority, visibility: confirmed, when-suspended: stop, fencing: epoch,
              promotion: most-caught-up, reads: majority, rejoin: truncate-aside}
            load:
              - {workload: mix, regions: [A], rate: 10}
            stop: 1s
            variants:
              safe:
                expect: {verdict: valid}
            """;

    final Cluster cluster;
    final Backend backend;
    final Path folder;
    private final Map<Injection, String> aimed = new IdentityHashMap<>();
    private long keys = 1;
    private long ops;

    private FaultRig(Cluster cluster, Backend backend, Path folder) {
        this.cluster = cluster;
        this.backend = backend;
        this.folder = folder;
    }

    /** @param prepared names of faults that a site must be prepared for */
    static FaultRig start(Backend backend, Path folder, String runId, String... prepared) {
        return start(variant(folder, "A1", "B1"), backend, folder, runId, prepared);
    }

    /** One of five nodes: A1, A2, B1, B2, C1. */
    static FaultRig ofFive(Backend backend, Path folder, String runId, String... prepared) {
        return start(variant(folder, "A1, A2", "B1, B2"), backend, folder, runId, prepared);
    }

    private static FaultRig start(Variant variant, Backend backend, Path folder, String runId, String... prepared) {
        Topology topology = variant.topology();
        Site site = backend.open(runId, folder, topology.members(), topology.roundTrips());
        for (String fault : prepared) {
            Faults.named(fault).prepare(site);
        }
        Cluster cluster = new Cluster(site, topology, variant.service(), 1, 1);
        try {
            cluster.start(Duration.ofSeconds(90));
            return new FaultRig(cluster, backend, folder);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** The same in containers; a test is left out with the reason where there is no Docker, unless it is required. */
    static FaultRig onDocker(Path folder, String name, String... prepared) {
        return onDocker(id -> start(Backends.named("docker"), folder, id, prepared), name);
    }

    /** @param start of a rig, by the name of its run */
    static FaultRig onDocker(Function<String, FaultRig> start, String name) {
        try {
            return start.apply(name + "-" + ProcessHandle.current().pid());
        } catch (UserError e) {
            if (!System.getenv().getOrDefault("SCHISM_REQUIRE", "").contains("docker")) {
                Assumptions.abort(e.getMessage());
            }
            throw e;
        }
    }

    private static Variant variant(Path folder, String nodesOfA, String nodesOfB) {
        try {
            Path file = Files.writeString(folder.resolve("rig.yml"), SCENARIO.formatted(nodesOfA, nodesOfB));
            Scenario scenario = Library.scenario(file.toString());
            return Library.variant(scenario, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fault with its settings as they are when a plan leaves them out, but for these. */
    Injection aim(String fault, Map<String, String> settings, String... members) {
        List<Member> hit = Stream.of(members).map(cluster.topology()::member).toList();
        return aim(fault, settings, Set.of(), hit);
    }

    /** A fault of directed pairs. */
    Injection aim(String fault, Map<String, String> settings, Set<Pair> pairs) {
        return aim(fault, settings, pairs, List.of());
    }

    private Injection aim(String fault, Map<String, String> settings, Set<Pair> pairs, List<Member> hit) {
        Fault named = Faults.named(fault);
        Map<String, String> all = new LinkedHashMap<>();
        named.form().settings().forEach(s -> all.put(s.name(), s.otherwise()));
        all.putAll(settings);
        assertThat(all.keySet())
                .isSubsetOf(named.form().settings().stream().map(Setting::name).toList());
        Injection injection = named.aim(cluster, new Strike(pairs, hit, new Settings(all), Duration.ofSeconds(10), 1));
        aimed.put(injection, fault);
        return injection;
    }

    /** Injects it and sees that it is in force; what follows is done before it is healed, and seen to be healed. */
    void during(Injection injection, Runnable then) {
        injection.lookBefore();
        injection.inject();
        try {
            assertThat(injection.leak()).as("what is not in force").isEmpty();
            assertThat(injection.isSeen()).as("seen").isTrue();
            then.run();
            assertThat(injection.leak()).as("what is not in force any more").isEmpty();
        } finally {
            injection.heal();
            System.out.println("fault: " + injection.describe());
        }
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        assertThat(injection.remains()).as("what is not healed").isEmpty());
        Shown.inForceAndHealed(aimed.get(injection));
    }

    /** A handful of writes, so that logs hold something; a busy machine may be late with one. */
    void write(int count) {
        HttpClient http = HttpClient.newHttpClient();
        for (int i = 0; i < count; i++) {
            long key = keys++;
            await().atMost(Duration.ofSeconds(40)).ignoreExceptions().untilAsserted(() -> assertThat(put(http, key))
                    .isEqualTo(200));
        }
    }

    private int put(HttpClient http, long key) {
        InetSocketAddress primary = cluster.site().observe(primary(), Port.HTTP);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + primary.getPort() + "/kv/" + key))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"value\": 1, \"op\": \"rig-" + ops++ + "\"}"))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The node that is primary. */
    String primary() {
        return cluster.topology().members(Member.Kind.SERVICE).stream()
                .map(Member::name)
                .filter(node -> cluster.status(node)
                        .filter(status -> status.role().equals("primary"))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    /** A node that is not. */
    String replica() {
        return cluster.topology().members(Member.Kind.SERVICE).stream()
                .map(Member::name)
                .filter(node -> !node.equals(primary()))
                .findFirst()
                .orElseThrow();
    }

    Object told(Injection injection, String key) {
        return injection.describe().get(Keyword.of(key));
    }

    String logOf(String member) {
        try {
            return Files.readString(folder.resolve("nodes").resolve(member).resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The voters that do not lead. */
    List<String> followers() {
        return new Voters(cluster)
                .all().stream().filter(v -> !v.leads()).map(v -> v.name()).toList();
    }

    /** Until one node is primary, and every other one its replica. */
    void awaitService() {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(cluster.topology().members(Member.Kind.SERVICE).stream()
                                .map(m -> cluster.status(m.name())
                                        .map(s -> s.role())
                                        .orElse("none"))
                                .sorted()
                                .toList())
                        .containsExactly("primary", "replica", "replica"));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
