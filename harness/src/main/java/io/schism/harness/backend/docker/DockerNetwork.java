package io.schism.harness.backend.docker;

import io.schism.harness.cluster.Arrivals;
import io.schism.harness.cluster.Attempts;
import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Shape;
import io.schism.harness.status.Agent;
import io.schism.workloads.time.Pause;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Cuts and losses by the bridge firewall, the rest inside the members' own networks; probes by the agent inside the member that the probe is to leave from. */
final class DockerNetwork implements Network {
    /** An answer takes longer than the probe that it tells of. */
    private static final Duration ANSWER_MARGIN = Duration.ofMillis(750);

    /** What was sent has arrived by then, or never will. */
    private static final Duration SETTLED = Duration.ofMillis(300);

    private static final int NANOS_PER_PROBE = 1_000_000;

    private final Addresses addresses;
    private final Firewall firewall;
    private final Namespaces namespaces;
    private final AtomicLong sessions = new AtomicLong();

    /** Held by whoever changes shapes, which may take seconds: a cut waits for none of it. */
    private final Object shaping = new Object();

    private Set<Pair> cuts = Set.of();
    private Map<Pair, Shape> shapes = Map.of();
    private final Set<String> shaped = new HashSet<>();

    DockerNetwork(Addresses addresses, Firewall firewall, Namespaces namespaces) {
        this.addresses = addresses;
        this.firewall = firewall;
        this.namespaces = namespaces;
    }

    @Override
    public synchronized void cut(Set<Pair> pairs) {
        cuts = Set.copyOf(pairs);
        applyToBridge();
    }

    /** {@inheritDoc} A member where it fails keeps no other from it, and none is still under way when the failure is told. */
    @Override
    public void shape(Map<Pair, Shape> all) {
        synchronized (shaping) {
            Attempts attempts = new Attempts();
            become(all).parallelStream()
                    .forEach(member -> attempts.make(() -> namespaces.shape(member, within(member, all))));
            attempts.end();
        }
    }

    /** Does the bridge's part of it; returns the members who have a part in the rest, or ever had: one whose heal failed, too. */
    private synchronized Set<String> become(Map<Pair, Shape> all) {
        all.keySet().forEach(pair -> shaped.add(pair.from()));
        shapes = Map.copyOf(all);
        applyToBridge();
        return Set.copyOf(shaped);
    }

    private void applyToBridge() {
        firewall.apply(
                cuts.stream().map(this::path).collect(Collectors.toSet()),
                shapes.entrySet().stream().collect(Collectors.toMap(e -> path(e.getKey()), Map.Entry::getValue)));
    }

    private Firewall.Path path(Pair pair) {
        return new Firewall.Path(addresses.ip(pair.from()), addresses.ip(pair.to()));
    }

    /** What the bridge cannot do of a member's shapes, by the address of the other. */
    private Map<String, Shape> within(String member, Map<Pair, Shape> all) {
        Map<String, Shape> within = new HashMap<>();
        all.forEach((pair, shape) -> {
            Shape rest = new Shape(
                    0,
                    shape.delay(),
                    shape.jitter(),
                    shape.duplication(),
                    shape.reordering(),
                    shape.bytesPerSecond(),
                    shape.reset());
            if (pair.from().equals(member) && !rest.equals(Shape.NONE)) {
                within.put(addresses.ip(pair.to()), rest);
            }
        });
        return within;
    }

    /** {@inheritDoc} It is tried by an agent inside the member; one that is paused or does not run cannot be asked. */
    @Override
    public Reach probe(Pair pair, Duration timeout) {
        return reach(connect(pair, timeout));
    }

    /** What an agent's answer to {@link #connect(Agent, String, int, Duration)} tells. */
    static Reach reach(Optional<String[]> answer) {
        return answer.map(words -> words[0].equals("open")
                        ? Reach.OPEN
                        : List.of(words).contains("refused") || List.of(words).contains("reset")
                                ? Reach.REFUSED
                                : Reach.CLOSED)
                .orElse(Reach.NOT_TRIED);
    }

    private Optional<String[]> connect(Pair pair, Duration timeout) {
        Port port = addresses.member(pair.to()).kind() == Member.Kind.CLIENTS
                ? Port.PROBE
                : Port.probedOn(
                        addresses.member(pair.from()).kind(),
                        addresses.member(pair.to()).kind());
        return connect(
                agent(pair.from()),
                addresses.ip(pair.to()),
                addresses.member(pair.to()).number(port),
                timeout);
    }

    /** Has an agent try a connection; the words of its answer, empty where none comes. */
    static Optional<String[]> connect(Agent agent, String ip, int port, Duration timeout) {
        return agent.ask(ip + " " + port + " " + timeout.toMillis(), timeout.plus(ANSWER_MARGIN));
    }

    private Agent agent(String member) {
        return new Agent(addresses.onHost(member, Port.PROBE));
    }

    /** {@inheritDoc} The handshake of a connection. */
    @Override
    public Optional<Duration> roundTrip(Pair pair, Duration timeout) {
        return connect(pair, timeout)
                .filter(words -> words[0].equals("open"))
                .map(words -> Duration.ofNanos(Long.parseLong(words[1])));
    }

    /** {@inheritDoc} They are datagrams: what becomes of each is what becomes of a packet. */
    @Override
    public Optional<Arrivals> send(Pair pair, int probes) {
        long session = sessions.incrementAndGet();
        Duration limit = SETTLED.plusNanos((long) probes * NANOS_PER_PROBE).plus(ANSWER_MARGIN);
        boolean sent = agent(pair.from())
                .ask("datagrams " + toAgent(pair) + " " + session + " " + probes, limit)
                .filter(words -> words[0].equals("sent"))
                .isPresent();
        if (!sent) {
            return Optional.empty();
        }
        Pause.until(
                () -> arrived(pair, session, probes)
                        .filter(a -> a.arrived() == probes)
                        .isPresent(),
                SETTLED,
                SETTLED.dividedBy(10));
        return arrived(pair, session, probes);
    }

    private Optional<Arrivals> arrived(Pair pair, long session, int probes) {
        return agent(pair.to())
                .ask("arrived " + session, ANSWER_MARGIN)
                .filter(words -> words[0].equals("arrived"))
                .map(words -> new Arrivals(
                        probes, Integer.parseInt(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3])));
    }

    @Override
    public Optional<Duration> push(Pair pair, int bytes, Duration timeout) {
        return agent(pair.from())
                .ask("push " + toAgent(pair) + " " + bytes + " " + timeout.toMillis(), timeout.plus(ANSWER_MARGIN))
                .filter(words -> words[0].equals("pushed"))
                .map(words -> Duration.ofNanos(Long.parseLong(words[1])));
    }

    private String toAgent(Pair pair) {
        return addresses.ip(pair.to()) + " " + Port.PROBE.number();
    }

    @Override
    public String roundTrips() {
        return "not reproduced: the docker backend does not shape";
    }
}
