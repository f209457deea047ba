package io.schism.harness.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.schism.harness.cluster.Topology.Region;
import io.schism.harness.status.Agent;
import io.schism.harness.status.Inquiry;
import io.schism.harness.status.NodeStatus;
import io.schism.harness.yaml.Durations;
import io.schism.histories.error.UserError;
import io.schism.workloads.policy.Policy;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A running ZooKeeper ensemble, its failover controllers and the nodes of the replicated service, on a {@link Site}. */
public final class Cluster implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ASK = Duration.ofSeconds(1);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Site site;
    private final Cuts cuts;
    private final Shapes shapes;
    private final Topology topology;
    private final Policy policy;
    private final double scale;
    private final Ensemble ensemble;
    private final Inquiry inquiry = new Inquiry();
    private final Silenced silenced = new Silenced();

    /**
     * A cluster that nothing of runs yet.
     *
     * @param scale multiplies every time of the topology and every time-out of its members
     * @param seed draws the region of the first ZooKeeper leader
     */
    public Cluster(Site site, Topology topology, Policy policy, double scale, long seed) {
        this.site = site;
        this.cuts = new Cuts(site.network());
        this.shapes = new Shapes(site.network());
        this.topology = topology;
        this.policy = policy;
        this.scale = scale;
        this.ensemble = new Ensemble(site, topology, scale, seed);
    }

    /**
     * Starts every member and waits until the whole serves: every voter in the ensemble, one leading controller, the
     * topology's primary as primary, every other node its replica.
     *
     * @throws UserError of kind ENVIRONMENT when it does not serve within the limit, naming who does not
     */
    public void start(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        ensemble.first().parallelStream().forEach(v -> site.start(ensemble.launch(v)));
        List<Launch> others = new ArrayList<>();
        topology.members(Member.Kind.CONTROLLER).forEach(m -> others.add(controller(m)));
        topology.members(Member.Kind.SERVICE).forEach(m -> others.add(node(m)));
        others.parallelStream().forEach(site::start);
        await(end, "ZooKeeper " + ensemble.leader().name() + " to lead", () -> mode(ensemble.leader())
                .filter("leader"::equals)
                .isPresent());
        ensemble.later().parallelStream().forEach(v -> site.start(ensemble.launch(v)));
        for (Member voter : topology.members(Member.Kind.ZOOKEEPER)) {
            await(end, voter.name() + " to serve", () -> mode(voter)
                    .filter(m -> m.equals("leader") || m.equals("follower"))
                    .isPresent());
        }
        List<Member> controllers = topology.members(Member.Kind.CONTROLLER);
        await(
                end,
                "one controller to lead",
                () -> controllers.stream().filter(this::leads).count() == Math.min(1, controllers.size()));
        for (Member node : topology.members(Member.Kind.SERVICE)) {
            String role = node.name().equals(topology.primary()) ? "primary" : "replica";
            await(end, node.name() + " to be " + role, () -> status(node.name())
                    .filter(s -> s.role().equals(role) && s.epoch() == 1)
                    .isPresent());
        }
    }

    private static void await(long end, String what, java.util.function.BooleanSupplier condition) {
        if (!Pause.until(condition, Duration.ofNanos(end - System.nanoTime()), BETWEEN)) {
            throw UserError.environment(
                    "waited in vain for " + what,
                    "read the logs under nodes/ of the run's folder; the machine may be too slow");
        }
    }

    public Site site() {
        return site;
    }

    public Topology topology() {
        return topology;
    }

    /** The cuts in force on its network. */
    public Cuts cuts() {
        return cuts;
    }

    /** The shapes in force on its network. */
    public Shapes shapes() {
        return shapes;
    }

    /** The agent of a member, past every cut; clients have one only where they call from a member of their own. */
    public Agent agent(String member) {
        return new Agent(site.observe(member, Port.PROBE));
    }

    /** The members that faults have silenced. */
    public Silenced silenced() {
        return silenced;
    }

    /** Whether a member answers when asked past every cut. */
    public boolean answers(Member member) {
        return switch (member.kind()) {
            case ZOOKEEPER -> mode(member).isPresent();
            case SERVICE -> status(member.name()).isPresent();
            case CONTROLLER ->
                inquiry.leads(site.observe(member.name(), Port.HTTP), ASK).isPresent();
            case CLIENTS -> true;
        };
    }

    /** What a node says of itself; empty when it does not answer. */
    public Optional<NodeStatus> status(String node) {
        return inquiry.node(site.observe(node, Port.HTTP), ASK);
    }

    /** The mode of a voter. */
    public Optional<String> mode(Member voter) {
        return inquiry.zooKeeperMode(site.observe(voter.name(), Port.ZK_CLIENT), ASK);
    }

    /** Whether a failover controller answers that it leads. */
    public boolean leads(Member controller) {
        return inquiry.leads(site.observe(controller.name(), Port.HTTP), ASK).orElse(false);
    }

    private Launch node(Member member) {
        Map<String, @Nullable Object> config = common(member);
        config.put("node", member.name());
        config.put("data", "{data}");
        config.put(
                "nodes",
                peers(
                        member,
                        topology.members(Member.Kind.SERVICE).stream()
                                .filter(m -> !m.equals(member))
                                .toList()));
        return launch(member, "io.schism.workloads.service.ServiceMain", "node.json", config);
    }

    private Launch controller(Member member) {
        Map<String, @Nullable Object> config = common(member);
        config.put("controller", member.name());
        config.put("nodes", peers(member, topology.members(Member.Kind.SERVICE)));
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

    private Map<String, @Nullable Object> common(Member member) {
        Map<String, @Nullable Object> config = new LinkedHashMap<>();
        config.put("region", member.region());
        config.put("listen", listen(member, Port.HTTP));
        config.put("probe", listen(member, Port.PROBE));
        config.put("zookeeper", zooKeepers(member));
        config.put(
                "sessionTimeoutMillis",
                Durations.scale(topology.zooKeeper().sessionTimeout(), scale).toMillis());
        config.put("scale", scale);
        config.put("initialPrimary", topology.primary());
        config.put("policy", JSON.convertValue(policy, Map.class));
        return config;
    }

    /** The voters as a member reaches them, those of its own region first. */
    private List<String> zooKeepers(Member member) {
        List<Member> voters = new ArrayList<>(topology.members(Member.Kind.ZOOKEEPER));
        voters.sort((a, b) ->
                Boolean.compare(!a.region().equals(member.region()), !b.region().equals(member.region())));
        return voters.stream().map(v -> route(member, v, Port.ZK_CLIENT)).toList();
    }

    private List<Map<String, Object>> peers(Member member, List<Member> nodes) {
        return nodes.stream()
                .map(n -> Map.<String, Object>of(
                        "node", n.name(),
                        "region", n.region(),
                        "promotable", region(n).promotable(),
                        "address", route(member, n, Port.HTTP)))
                .toList();
    }

    private Region region(Member member) {
        return topology.regions().stream()
                .filter(r -> r.name().equals(member.region()))
                .findFirst()
                .orElseThrow();
    }

    private String listen(Member member, Port port) {
        var address = site.listen(member.name(), port);
        return address.getHostString() + ":" + address.getPort();
    }

    private String route(Member from, Member to, Port port) {
        var address = site.route(from.name(), to.name(), port);
        return address.getHostString() + ":" + address.getPort();
    }

    @Override
    public void close() {
        site.close();
    }
}
