package io.schism.harness.backend.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerNetwork;
import io.schism.harness.cluster.Arrivals;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Shape;
import io.schism.harness.nodejar.NodeJars;
import io.schism.harness.process.ProcessStamp;
import io.schism.harness.status.Agent;
import io.schism.histories.error.UserError;
import io.schism.workloads.time.Pause;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Running containers that somebody else has made, on a network that they share: cut as those of a run are, and probed by an
 * agent beside each. They are neither stopped nor removed. Thread-safe.
 */
public final class BorrowedContainers implements Network, AutoCloseable {
    private static final Duration AGENTS_UP = Duration.ofSeconds(60);
    private static final Duration TRIAL = Duration.ofMillis(500);
    private static final Duration POLL = Duration.ofMillis(50);

    private final DockerClient client;
    private final String runId;
    private final Map<String, String> ids;
    private final String network;
    private final String image;
    private final Firewall firewall;
    private final Map<String, AgentContainer> agents = new ConcurrentHashMap<>();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private Set<Pair> cut = Set.of();
    private int agentsStarted;

    private BorrowedContainers(
            DockerClient client,
            String runId,
            Map<String, String> ids,
            String network,
            String image,
            Firewall firewall) {
        this.client = client;
        this.runId = runId;
        this.ids = ids;
        this.network = network;
        this.image = image;
        this.firewall = firewall;
    }

    /**
     * Puts an agent beside each container, and sees that every pair connects.
     *
     * @param runId names what is made on the host: letters, digits and hyphens
     * @param ids of containers, by the names that pairs use
     * @throws UserError where one does not run, or they share no network, or the machine cannot do it
     */
    public static BorrowedContainers of(String runId, Map<String, String> ids) {
        DockerClient client = Engine.connect();
        String network = commonNetwork(client, ids);
        List<String> macs = ids.values().stream()
                .map(id -> String.valueOf(place(client, id, network).getMacAddress()))
                .toList();
        String image = new Images(client, System.getenv().getOrDefault("SCHISM_IMAGE_BASE", ""), NodeJars::path).node();
        Firewall firewall = Firewall.open(client, ProcessStamp.current(), runId, macs);
        BorrowedContainers borrowed =
                new BorrowedContainers(client, runId, new LinkedHashMap<>(ids), network, image, firewall);
        try {
            ids.keySet().parallelStream().forEach(borrowed::join);
            borrowed.requireAllConnected();
            return borrowed;
        } catch (RuntimeException e) {
            borrowed.close();
            throw e;
        }
    }

    private static InspectContainerResponse inspect(DockerClient client, String id) {
        return client.inspectContainerCmd(id).exec();
    }

    /** A container's place on a network that it is on. */
    private static ContainerNetwork place(DockerClient client, String id, String network) {
        return Objects.requireNonNull(
                inspect(client, id).getNetworkSettings().getNetworks().get(network), network);
    }

    private static String commonNetwork(DockerClient client, Map<String, String> ids) {
        Set<String> common = null;
        List<String> seen = new ArrayList<>();
        for (Map.Entry<String, String> container : ids.entrySet()) {
            Map<String, ContainerNetwork> joined =
                    inspect(client, container.getValue()).getNetworkSettings().getNetworks();
            Set<String> here = new TreeSet<>();
            joined.forEach((name, place) -> {
                if (place.getIpAddress() != null && !place.getIpAddress().isEmpty()) {
                    here.add(name);
                }
            });
            seen.add(container.getKey() + " is on " + here);
            if (common == null) {
                common = here;
            } else {
                common.retainAll(here);
            }
        }
        if (common == null || common.isEmpty()) {
            throw UserError.usage(
                    "the containers share no bridge network: " + String.join(", ", seen),
                    "give each the same one: withNetwork(Network.newNetwork())");
        }
        return common.stream()
                .filter(name -> !name.equals("bridge"))
                .findFirst()
                .orElse("bridge");
    }

    /** Learns a container's address, and puts an agent beside it. */
    private void join(String name) {
        String id = id(name);
        addresses.put(name, String.valueOf(place(client, id, network).getIpAddress()));
        AgentContainer old = agents.put(
                name,
                AgentContainer.beside(
                        client,
                        id,
                        image,
                        "schism-" + runId + "-agent-" + number(),
                        Labels.of(runId, ProcessStamp.current()),
                        AgentContainer.EVERYBODY));
        if (old != null) {
            old.close();
        }
        // What an agent says of its own address, no cut can touch.
        if (!Pause.until(() -> probe(new Pair(name, name), TRIAL) == Reach.OPEN, AGENTS_UP, POLL)) {
            throw UserError.environment(
                    "the probe agent beside " + name + " does not answer",
                    "see that port " + AgentContainer.PORT
                            + " is free in it, and that this machine reaches the addresses of containers");
        }
    }

    private synchronized int number() {
        return ++agentsStarted;
    }

    private void requireAllConnected() {
        for (String from : ids.keySet()) {
            for (String to : ids.keySet()) {
                Pair pair = new Pair(from, to);
                if (!from.equals(to) && !Pause.until(() -> probe(pair, TRIAL) == Reach.OPEN, AGENTS_UP, POLL)) {
                    throw UserError.environment(
                            "two containers of one network do not reach each other (" + pair + ")",
                            "see that the host's firewall lets bridges forward: nft list ruleset");
                }
            }
        }
    }

    private String id(String name) {
        String id = ids.get(name);
        if (id == null) {
            throw new IllegalArgumentException("no container is called " + name + ", only " + ids.keySet());
        }
        return id;
    }

    private String address(String name) {
        String address = addresses.get(name);
        if (address == null) {
            throw new IllegalArgumentException("no container is called " + name + ", only " + ids.keySet());
        }
        return address;
    }

    @Override
    public synchronized void cut(Set<Pair> pairs) {
        cut = Set.copyOf(pairs);
        firewall.apply(
                pairs.stream()
                        .map(pair -> new Firewall.Path(address(pair.from()), address(pair.to())))
                        .collect(Collectors.toSet()),
                Map.of());
    }

    @Override
    public Reach probe(Pair pair, Duration timeout) {
        return DockerNetwork.reach(connect(pair, timeout));
    }

    private Optional<String[]> connect(Pair pair, Duration timeout) {
        Agent agent = new Agent(new InetSocketAddress(address(pair.from()), AgentContainer.PORT));
        return DockerNetwork.connect(agent, address(pair.to()), AgentContainer.PORT, timeout);
    }

    /** {@inheritDoc} The handshake of a connection. */
    @Override
    public Optional<Duration> roundTrip(Pair pair, Duration timeout) {
        return connect(pair, timeout)
                .filter(words -> words[0].equals("open"))
                .map(words -> Duration.ofNanos(Long.parseLong(words[1])));
    }

    /** {@inheritDoc} Here that is every shape: what shapes stands in a member's own network, and these are the user's. */
    @Override
    public void shape(Map<Pair, Shape> shapes) {
        if (!shapes.isEmpty()) {
            throw new UnsupportedOperationException("borrowed containers can be cut, paused and killed, not shaped");
        }
    }

    @Override
    public Optional<Arrivals> send(Pair pair, int probes) {
        throw new UnsupportedOperationException("borrowed containers are not shaped, and none counts datagrams there");
    }

    @Override
    public Optional<Duration> push(Pair pair, int bytes, Duration timeout) {
        throw new UnsupportedOperationException("borrowed containers are not shaped, and none measures a rate there");
    }

    @Override
    public String roundTrips() {
        return "not reproduced: the containers are the user's";
    }

    private ContainerProcess process(String name) {
        return new ContainerProcess(client, id(name), name);
    }

    /** Freezes every process of a container. */
    public void pause(String name) {
        process(name).pause();
    }

    /** Lets it go on. */
    public void resume(String name) {
        process(name).resume();
    }

    /** SIGKILL to its first process. */
    public void kill(String name) {
        process(name).kill();
    }

    /** Starts a killed one again. Its address may be another, and its published ports are, where Docker chose them. */
    public void restart(String name) {
        process(name).start();
        join(name);
        cut(cut);
    }

    /** Whether its first process lives and is not frozen. */
    public boolean runs(String name) {
        return process(name).isAtWork();
    }

    /** Takes away the firewall's table and the agents; the containers stay. */
    @Override
    public void close() {
        try {
            agents.values().forEach(AgentContainer::close);
        } finally {
            firewall.close();
            Leftovers.removeRun(client, runId);
        }
    }
}
