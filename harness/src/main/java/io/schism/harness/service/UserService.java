package io.schism.harness.service;

import io.schism.harness.client.Ask;
import io.schism.harness.client.AskedNodes;
import io.schism.harness.client.ClientForm;
import io.schism.harness.client.ClientPlace;
import io.schism.harness.client.LogQuestion;
import io.schism.harness.client.RoleQuestion;
import io.schism.harness.cluster.Launch;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Placement;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Service;
import io.schism.harness.cluster.Site;
import io.schism.harness.cluster.Topology.Region;
import io.schism.harness.compose.ComposeService;
import io.schism.harness.status.NodeStatus;
import io.schism.harness.yaml.YamlValue;
import io.schism.histories.edn.Keyword;
import io.schism.histories.error.UserError;
import io.schism.workloads.client.Claim;
import io.schism.workloads.client.Client;
import io.schism.workloads.client.Timeouts;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A service of the user's own.
 *
 * @param program what runs on each node, with placeholders
 * @param composed what runs on each node in place of the program's image, from a Compose file; empty where there is none
 * @param ensemble whether it wants our ZooKeeper ensemble
 * @param ready when a node is ready
 * @param role how to ask a node for its role; null where it cannot be asked
 * @param log how to ask a node which operations it holds; null where it cannot be asked
 * @param ask which nodes clients ask
 * @param client how clients speak
 * @param written the section of the scenario, complete, as text, lists and maps
 */
public record UserService(
        Launch.Foreign program,
        Map<String, ComposeService> composed,
        boolean ensemble,
        Readiness ready,
        @Nullable RoleQuestion role,
        @Nullable LogQuestion log,
        Ask ask,
        ClientForm client,
        Map<String, Object> written)
        implements Service {
    @Override
    public List<Launch> launches(Placement placement) {
        return placement.topology().members(Member.Kind.SERVICE).stream()
                .map(node -> new Launch(node, filled(placement, node), Map.of()))
                .toList();
    }

    private Launch.Foreign filled(Placement placement, Member node) {
        ComposeService own = composed.getOrDefault(
                node.name(), new ComposeService(program.image(), program.setup(), Set.of(), Set.of()));
        Map<String, String> variables = new LinkedHashMap<>();
        program.variables().forEach((name, text) -> variables.put(name, Placeholders.fill(text, placement, node)));
        return new Launch.Foreign(
                filled(program.command(), placement, node),
                own.image(),
                filled(program.arguments(), placement, node),
                variables,
                program.folder(),
                own.setup());
    }

    private static List<String> filled(List<String> words, Placement placement, Member node) {
        return words.stream()
                .map(word -> Placeholders.fill(word, placement, node))
                .toList();
    }

    /**
     * Sees that the service is told of a scale.
     *
     * @throws UserError where it is not: with a shortened cut and time-outs of full length nothing would be shown
     */
    public void requireScale(double scale) {
        boolean told = Stream.of(
                        program.command(),
                        program.arguments(),
                        program.variables().values())
                .flatMap(Collection::stream)
                .anyMatch(Placeholders::scales);
        if (scale != 1 && !told) {
            throw UserError.usage(
                    "a scale of " + scale + " does not reach the service: its own time-outs would stay as they are",
                    "leave --scale out, or pass times on in `command`, `arguments` or `env`: {millis:3s}, {seconds:3s}, {scale}");
        }
    }

    @Override
    public boolean waitsForEnsemble() {
        return true;
    }

    @Override
    public List<Condition> serving(Placement placement) {
        List<Condition> conditions = new ArrayList<>();
        for (Member node : nodes(placement)) {
            conditions.add(new Condition(node.name() + " to be ready", () -> isReady(placement, node)));
        }
        if (role != null) {
            conditions.add(new Condition(
                    "a node to say that it is primary (`role` of the service)", () -> primaries(placement) > 0));
        }
        return conditions;
    }

    private boolean isReady(Placement placement, Member node) {
        Site site = placement.site();
        if (!site.isRunning(node.name())) {
            List<String> lines = Readiness.lastLines(placement, node);
            throw UserError.environment(
                    node.name() + " ended before it was ready"
                            + (lines.isEmpty() ? "" : "; its last line: " + lines.get(lines.size() - 1)),
                    "see " + site.log(node.name()).map(Path::toString).orElse("its log"));
        }
        return ready.holds(placement, node);
    }

    private static List<Member> nodes(Placement placement) {
        return placement.topology().members(Member.Kind.SERVICE);
    }

    private long primaries(Placement placement) {
        return nodes(placement).stream()
                .filter(node -> status(placement, node.name(), Readiness.PATIENCE)
                        .filter(status -> status.role().equals("primary"))
                        .isPresent())
                .count();
    }

    @Override
    public boolean answers(Placement placement, Member member) {
        Site site = placement.site();
        boolean lives = ready.needsLife() || (site.isRunning(member.name()) && !site.isFrozen(member.name()));
        return lives && ready.holds(placement, member);
    }

    @Override
    public boolean tellsRoles() {
        return role != null;
    }

    @Override
    public boolean tellsEpochs() {
        return role != null && role.tellsEpochs();
    }

    @Override
    public boolean tellsSessions() {
        return false;
    }

    @Override
    public Optional<NodeStatus> status(Placement placement, String node, Duration limit) {
        return role == null ? Optional.empty() : role.ask(placement.site().observe(node, Port.HTTP), limit);
    }

    /** {@inheritDoc} Quiet means that every node answers, and that one is primary where nodes can be asked. */
    @Override
    public OptionalLong quiet(Placement placement) {
        boolean quiet = nodes(placement).stream().allMatch(node -> answers(placement, node))
                && (role == null || primaries(placement) > 0);
        return quiet ? OptionalLong.of(0) : OptionalLong.empty();
    }

    @Override
    public boolean hasAgents() {
        return false;
    }

    @Override
    public boolean keepsLog() {
        return log != null;
    }

    /** {@inheritDoc} An entry's position is its place among those that the node told. */
    @Override
    public Optional<Map<Keyword, @Nullable Object>> finalState(Placement placement, String node, Duration limit) {
        LogQuestion question = log;
        if (question == null) {
            return Optional.empty();
        }
        return status(placement, node, limit)
                .flatMap(said -> question.ask(placement.site().observe(node, Port.HTTP), limit)
                        .map(operations -> HeldOperations.state(said, operations)));
    }

    @Override
    public boolean readsOnceMoreEverywhere() {
        return true;
    }

    @Override
    public boolean readsAreLinearizable() {
        return true;
    }

    @Override
    public List<String> checkers() {
        return Stream.of(
                        Stream.of("LIN"),
                        Stream.of("DUAL").filter(dual -> client.tellsEpochs()),
                        Stream.of("LOST").filter(lost -> keepsLog()),
                        Stream.of("GAP", "FAULT", "WORK"))
                .flatMap(names -> names)
                .toList();
    }

    @Override
    public void release(Placement placement) {
        for (Member node : nodes(placement)) {
            InetSocketAddress address = placement.site().observe(node.name(), Port.HTTP);
            ready.release(address);
            if (role != null) {
                role.release(address);
            }
        }
    }

    @Override
    public Client client(Placement placement, Region region, Timeouts timeouts, Path folder, Consumer<Claim> heard) {
        Map<String, InetSocketAddress> routes = new LinkedHashMap<>();
        for (Member node : nodes(placement)) {
            routes.put(node.name(), placement.site().route(region.clients(), node.name(), Port.HTTP));
        }
        List<String> own = ask == Ask.ALL ? List.of() : region.nodes();
        AskedNodes asked = ask == Ask.PRIMARY && role != null
                ? AskedNodes.primary(routes, own, role, timeouts.poll(), heard)
                : AskedNodes.inTurn(routes, own);
        return client.open(new ClientPlace(region.clients(), run(folder), asked, timeouts, folder));
    }

    /** What it is, for readers of a report. */
    public Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        if (!program.command().isEmpty()) {
            facts.put("command", String.join(" ", program.command()));
        }
        String images = composed.isEmpty()
                ? program.image()
                : composed.values().stream()
                        .map(ComposeService::image)
                        .distinct()
                        .collect(Collectors.joining(", "));
        if (!images.isEmpty()) {
            facts.put("image", images);
        }
        facts.put("clients ask", YamlValue.word(ask));
        return facts;
    }

    /** The name of the run's folder: {@code RUN/nodes/PLACE}. */
    private static String run(Path folder) {
        Path nodes = folder.toAbsolutePath().getParent();
        Path run = nodes == null ? null : nodes.getParent();
        return String.valueOf(run == null ? folder : run.getFileName());
    }
}
