package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Member;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Shape;
import io.schism.workloads.agent.ProbeAgent;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What lies between the members: a door for each (from, to, port), and a SOCKS 5 door for each ZooKeeper voter, whose
 * quorum and election sockets name the real ports of the others.
 *
 * <p>What a cut means: bytes, FIN and RST are held; a connection that is opened during a cut of either direction never
 * delivers a byte. On heal, living connections deliver their old bytes in order; those whose far end died, and those that
 * were opened during the cut, are reset. TCP's own back-off is not imitated: after a heal everything flows at once.
 *
 * <p>Short of a cut, a pair has a {@link Shaping shape}.
 *
 * <p>Thread-safe: all state belongs to the loop's thread.
 */
final class Fabric implements AutoCloseable {
    private static final int SCRATCH = 64 * 1024;
    private static final Duration REFRESH = Duration.ofMillis(5);

    /** A real port of a member. */
    record Endpoint(String member, Port port) {}

    private record Way(Pair pair, Port port) {}

    private final Map<String, Member> members = new LinkedHashMap<>();
    private final Latency latency;
    private final Loop loop;
    private final Cuts cuts = new Cuts();
    private final Shaping shaping;
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH);
    private final Set<Tunnel> tunnels = new HashSet<>();
    private final Set<String> running = new HashSet<>();
    private final Map<Endpoint, SocketChannel> reservations = new HashMap<>();
    private final List<ProbeAgent> agents = new ArrayList<>();
    private final Map<Integer, Endpoint> endpoints = new HashMap<>();
    private final Map<Way, Door> doors = new HashMap<>();
    private final Map<String, Door> socksDoors = new HashMap<>();
    private boolean refreshing;

    Fabric(String name, Collection<Member> members, Map<String, Duration> roundTripToHub) {
        members.forEach(member -> this.members.put(member.name(), member));
        this.latency = new Latency(members, roundTripToHub);
        this.loop = new Loop(name);
        this.shaping = new Shaping(name.hashCode());
    }

    /** Where a member listens, past the fabric. */
    InetSocketAddress real(String member, Port port) {
        return loop.ask(
                () -> Sockets.address(realPort(new Endpoint(known(member).name(), port))));
    }

    private int realPort(Endpoint endpoint) {
        SocketChannel reservation = reservations.get(endpoint);
        if (reservation == null) {
            reservation = Sockets.reserve();
            reservations.put(endpoint, reservation);
            endpoints.put(Sockets.portOf(reservation), endpoint);
            if (known(endpoint.member()).kind() == Member.Kind.CLIENTS) {
                answerOn(reservation, endpoint.port());
            }
        }
        return Sockets.portOf(reservation);
    }

    private void answerOn(SocketChannel reservation, Port port) {
        if (port == Port.PROBE) {
            agents.add(ProbeAgent.start(Sockets.address(Sockets.portOf(reservation))));
            return;
        }
        new Door(loop, reservation, guest -> loop.register(guest, SelectionKey.OP_READ, new Answerer(guest, scratch)))
                .listen(true);
    }

    /** Where {@code from} connects to reach a port of {@code to} through the fabric. */
    InetSocketAddress door(String from, String to, Port port) {
        Pair pair = new Pair(known(from).name(), known(to).name());
        return loop.ask(() -> Sockets.address(
                doors.computeIfAbsent(new Way(pair, port), this::newDoor).port()));
    }

    private Door newDoor(Way way) {
        InetSocketAddress target =
                Sockets.address(realPort(new Endpoint(way.pair().to(), way.port())));
        Door door = new Door(loop, Sockets.reserve(), guest -> Tunnel.open(this, way.pair(), guest, target, null));
        loop.at(System.nanoTime(), this::refreshDoors);
        door.listen(shouldListen(way, new HashMap<>()));
        return door;
    }

    /** A cut swallows the SYN, so that nobody is refused; otherwise a port that nobody listens on refuses. */
    private boolean shouldListen(Way way, Map<Integer, Boolean> listening) {
        Endpoint target = new Endpoint(way.pair().to(), way.port());
        return cuts.separate(way.pair())
                || (!shaping.resets(way.pair())
                        && serves(target.member())
                        && listening.computeIfAbsent(realPort(target), Sockets::isListening));
    }

    private boolean serves(String member) {
        return running.contains(member) || known(member).kind() == Member.Kind.CLIENTS;
    }

    /** The SOCKS 5 port of one member: whoever connects there is that member. */
    InetSocketAddress socks(String member) {
        return loop.ask(() -> Sockets.address(socksDoors
                .computeIfAbsent(known(member).name(), this::newSocksDoor)
                .port()));
    }

    private Door newSocksDoor(String member) {
        Door door = new Door(
                loop,
                Sockets.reserve(),
                guest -> loop.register(
                        guest,
                        SelectionKey.OP_READ,
                        new SocksHandshake(guest, port -> connectBySocks(member, guest, port))));
        door.listen(true);
        return door;
    }

    private void connectBySocks(String from, SocketChannel guest, int port) {
        Endpoint target = endpoints.get(port);
        if (target == null) {
            // No member's port: a way out of the fabric is not offered.
            Sockets.reset(guest);
            return;
        }
        Tunnel.open(this, new Pair(from, target.member()), guest, Sockets.address(port), SocksHandshake.GREETING);
    }

    /** From now on exactly these pairs are cut, in one step. */
    void cut(Set<Pair> pairs) {
        pairs.forEach(pair -> {
            known(pair.from());
            known(pair.to());
        });
        loop.tell(() -> {
            cuts.set(pairs);
            List.copyOf(tunnels).forEach(Tunnel::cutsChanged);
            refreshDoors();
        });
    }

    /** From now on exactly these pairs are shaped so, in one step. */
    void shape(Map<Pair, Shape> shapes) {
        shapes.keySet().forEach(pair -> {
            known(pair.from());
            known(pair.to());
        });
        loop.tell(() -> {
            Set<Pair> changed = shaping.set(shapes);
            List.copyOf(tunnels).stream()
                    .filter(tunnel -> changed.stream().anyMatch(tunnel::joins))
                    .forEach(tunnel -> tunnel.shapesChanged(changed));
            refreshDoors();
        });
    }

    /** The member's process runs. */
    void arrived(String member) {
        loop.tell(() -> {
            running.add(member);
            refreshDoors();
        });
    }

    /** The member's process is gone. */
    void died(String member) {
        loop.tell(() -> {
            running.remove(member);
            refreshDoors();
            List.copyOf(tunnels).stream()
                    .filter(tunnel -> tunnel.touches(member))
                    .forEach(tunnel -> tunnel.died(member));
        });
    }

    /** A port turned out to be closed although its member runs. */
    void refused() {
        refreshDoors();
    }

    /** Opens and closes doors, again and again while a member runs that does not listen yet. */
    private void refreshDoors() {
        Map<Integer, Boolean> listening = new HashMap<>();
        boolean starting = false;
        for (Map.Entry<Way, Door> entry : doors.entrySet()) {
            boolean wanted = shouldListen(entry.getKey(), listening);
            entry.getValue().listen(wanted);
            Pair pair = entry.getKey().pair();
            starting |= !wanted && serves(pair.to()) && !shaping.resets(pair);
        }
        if (starting && !refreshing) {
            refreshing = true;
            loop.at(System.nanoTime() + REFRESH.toNanos(), () -> {
                refreshing = false;
                refreshDoors();
            });
        }
    }

    /** How many connections there are now, hanging ones too. */
    int connections() {
        return loop.ask(tunnels::size);
    }

    /** The ports by which a member leaves: every connection that it opens must go to one of these. */
    Set<Integer> exits(String member) {
        return loop.ask(() -> {
            Set<Integer> ports = new HashSet<>();
            doors.forEach((way, door) -> {
                if (way.pair().from().equals(member)) {
                    ports.add(door.port());
                }
            });
            Optional.ofNullable(socksDoors.get(member)).ifPresent(door -> ports.add(door.port()));
            return ports;
        });
    }

    /** The real ports of a member. */
    Set<Integer> entrances(String member) {
        return loop.ask(() -> {
            Set<Integer> ports = new HashSet<>();
            endpoints.forEach((port, endpoint) -> {
                if (endpoint.member().equals(member)) {
                    ports.add(port);
                }
            });
            return ports;
        });
    }

    Member known(String name) {
        Member member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException("no member is named " + name + ", only " + members.keySet());
        }
        return member;
    }

    Latency latency() {
        return latency;
    }

    Loop loop() {
        return loop;
    }

    Cuts cuts() {
        return cuts;
    }

    Shaping shaping() {
        return shaping;
    }

    ByteBuffer scratch() {
        return scratch;
    }

    Set<Tunnel> tunnels() {
        return tunnels;
    }

    /** Resets what is still connected and frees every port. */
    @Override
    public void close() {
        if (loop.isClosed()) {
            return;
        }
        List<SocketChannel> reserved = new ArrayList<>();
        loop.tell(() -> {
            reserved.addAll(reservations.values());
            doors.values().forEach(door -> reserved.add(door.reservation()));
            socksDoors.values().forEach(door -> reserved.add(door.reservation()));
        });
        loop.close();
        agents.forEach(ProbeAgent::close);
        reserved.forEach(Sockets::close);
    }
}
