package io.schism.harness.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schism.harness.cluster.Topology.Region;
import io.schism.harness.status.Inquiry;
import io.schism.harness.status.NodeStatus;
import io.schism.histories.edn.Keyword;
import io.schism.workloads.client.Claim;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Directory;
import io.schism.workloads.client.KvClient;
import io.schism.workloads.client.Outcome;
import io.schism.workloads.client.Request;
import io.schism.workloads.client.Timeouts;
import io.schism.workloads.policy.Policy;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The harness's own primary/replica store with its failover controllers.
 *
 * @param policy what it promises
 */
public record ReplicatedKv(Policy policy) implements Service {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Inquiry INQUIRY = new Inquiry();
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final List<String> CHECKERS = List.of("LIN", "DUAL", "LOST", "DIV", "GAP", "FAULT", "WORK");

    @Override
    public List<Launch> launches(Placement placement) {
        List<Launch> launches = new ArrayList<>();
        Topology topology = placement.topology();
        topology.members(Member.Kind.CONTROLLER).forEach(m -> launches.add(controller(placement, m)));
        topology.members(Member.Kind.SERVICE).forEach(m -> launches.add(node(placement, m)));
        return launches;
    }

    @Override
    public boolean waitsForEnsemble() {
        return false;
    }

    @Override
    public List<Condition> serving(Placement placement) {
        Topology topology = placement.topology();
        List<Condition> conditions = new ArrayList<>();
        conditions.add(new Condition(
                "one controller to lead",
                () -> topology.members(Member.Kind.CONTROLLER).stream()
                                .filter(c -> leads(placement, c).orElse(false))
                                .count()
                        == Math.min(1, topology.members(Member.Kind.CONTROLLER).size())));
        for (Member node : topology.members(Member.Kind.SERVICE)) {
            String role = node.name().equals(topology.primary()) ? "primary" : "replica";
            conditions.add(new Condition(node.name() + " to be " + role, () -> status(placement, node.name(), ASK)
                    .filter(s -> s.role().equals(role) && s.epoch() == 1)
                    .isPresent()));
        }
        return conditions;
    }

    private static Optional<Boolean> leads(Placement placement, Member controller) {
        return INQUIRY.leads(placement.site().observe(controller.name(), Port.HTTP), ASK);
    }

    @Override
    public boolean answers(Placement placement, Member member) {
        return member.kind() == Member.Kind.CONTROLLER
                ? leads(placement, member).isPresent()
                : status(placement, member.name(), ASK).isPresent();
    }

    @Override
    public boolean tellsRoles() {
        return true;
    }

    @Override
    public boolean tellsEpochs() {
        return true;
    }

    @Override
    public boolean tellsSessions() {
        return true;
    }

    @Override
    public Optional<NodeStatus> status(Placement placement, String node, Duration limit) {
        return INQUIRY.node(placement.site().observe(node, Port.HTTP), limit);
    }

    /** {@inheritDoc} Quiet means one primary, and everybody who takes part at its epoch and at its last position. */
    @Override
    public OptionalLong quiet(Placement placement) {
        List<Optional<NodeStatus>> nodes = placement.topology().members(Member.Kind.SERVICE).stream()
                .map(m -> status(placement, m.name(), ASK))
                .toList();
        if (nodes.stream().anyMatch(Optional::isEmpty)) {
            return OptionalLong.empty();
        }
        List<NodeStatus> taking = nodes.stream()
                .flatMap(Optional::stream)
                .filter(n -> !n.role().equals("out"))
                .toList();
        boolean still = taking.stream().filter(n -> n.role().equals("primary")).count() == 1
                && taking.stream().map(NodeStatus::epoch).distinct().count() == 1
                && taking.stream().map(NodeStatus::pos).distinct().count() == 1
                && taking.stream().map(NodeStatus::confirmed).distinct().count() == 1;
        return still ? OptionalLong.of(taking.get(0).pos()) : OptionalLong.empty();
    }

    @Override
    public boolean hasAgents() {
        return true;
    }

    @Override
    public boolean keepsLog() {
        return true;
    }

    @Override
    public Optional<Map<Keyword, @Nullable Object>> finalState(Placement placement, String node, Duration limit) {
        return INQUIRY.finalState(placement.site().observe(node, Port.HTTP), limit);
    }

    @Override
    public boolean readsOnceMoreEverywhere() {
        return false;
    }

    @Override
    public boolean readsAreLinearizable() {
        return policy.reads() != Policy.Reads.LOCAL;
    }

    @Override
    public List<String> checkers() {
        return CHECKERS;
    }

    @Override
    public Client client(Placement placement, Region region, Timeouts timeouts, Path folder, Consumer<Claim> heard) {
        Map<String, InetSocketAddress> nodes = new LinkedHashMap<>();
        for (Member node : placement.topology().members(Member.Kind.SERVICE)) {
            nodes.put(node.name(), placement.site().route(region.clients(), node.name(), Port.HTTP));
        }
        Directory directory = new Directory(region.name(), nodes, Set.copyOf(region.nodes()), timeouts);
        directory.onChange(heard);
        return new OfRegion(new KvClient(directory, timeouts), directory);
    }

    /** A client that takes its directory with it. */
    private record OfRegion(KvClient client, Directory directory) implements Client {
        @Override
        public Outcome perform(String op, Request request) {
            return client.perform(op, request);
        }

        @Override
        public Duration patience() {
            return client.patience();
        }

        @Override
        public void close() {
            client.close();
            directory.close();
        }
    }

    private Launch node(Placement placement, Member member) {
        Map<String, @Nullable Object> config = common(placement, member);
        config.put("node", member.name());
        config.put("data", "{data}");
        config.put(
                "nodes",
                peers(
                        placement,
                        member,
                        placement.topology().members(Member.Kind.SERVICE).stream()
                                .filter(m -> !m.equals(member))
                                .toList()));
        return launch(member, "io.schism.workloads.service.ServiceMain", "node.json", config);
    }

    private Launch controller(Placement placement, Member member) {
        Map<String, @Nullable Object> config = common(placement, member);
        config.put("controller", member.name());
        config.put("nodes", peers(placement, member, placement.topology().members(Member.Kind.SERVICE)));
        return launch(member, "io.schism.workloads.controller.ControllerMain", "controller.json", config);
    }

    private static Launch launch(Member member, String main, String file, Map<String, @Nullable Object> config) {
        try {
            return new Launch(
                    member,
                    Launch.Jar.SERVICE,
                    main,
                    List.of("{config}/" + file),
                    List.of("-Xmx96m"),
                    Map.of(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(config)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of plain values is always JSON", e);
        }
    }

    private Map<String, @Nullable Object> common(Placement placement, Member member) {
        Topology topology = placement.topology();
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("region", member.region());
        config.put("listen", placement.listen(member, Port.HTTP));
        config.put("probe", placement.listen(member, Port.PROBE));
        config.put("zookeeper", placement.zooKeepers(member));
        config.put(
                "sessionTimeoutMillis",
                placement.scaled(topology.zooKeeper().sessionTimeout()).toMillis());
        config.put("scale", placement.scale());
        config.put("initialPrimary", topology.primary());
        config.put("policy", JSON.convertValue(policy, Map.class));
        return config;
    }

    private static List<Map<String, Object>> peers(Placement placement, Member member, List<Member> nodes) {
        return nodes.stream()
                .map(n -> Map.<String, Object>of(
                        "node", n.name(),
                        "region", n.region(),
                        "promotable", region(placement.topology(), n).promotable(),
                        "address", placement.route(member, n, Port.HTTP)))
                .toList();
    }

    private static Region region(Topology topology, Member member) {
        return topology.regions().stream()
                .filter(r -> r.name().equals(member.region()))
                .findFirst()
                .orElseThrow();
    }
}
