package io.schism.harness.backend.loopback;

import io.schism.harness.cluster.Arrivals;
import io.schism.harness.cluster.Network;
import io.schism.harness.cluster.Pair;
import io.schism.harness.cluster.Port;
import io.schism.harness.cluster.Reach;
import io.schism.harness.cluster.Shape;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fabric as the nemesis sees it. Of a program of the user's it is not known what it speaks: a probe to it counts once it has
 * accepted a connection. Nor is it known whether it goes by the fabric at all: a connection past it is an open way, cut or
 * not.
 */
final class LoopbackNetwork implements Network {
    private final Fabric fabric;

    private final Map<String, LoopbackMember> members;
    private final Bypasses bypasses;

    LoopbackNetwork(Fabric fabric, Map<String, LoopbackMember> members) {
        this.fabric = fabric;
        this.members = members;
        this.bypasses = new Bypasses(members.values());
    }

    @Override
    public void cut(Set<Pair> pairs) {
        fabric.cut(pairs);
    }

    @Override
    public void shape(Map<Pair, Shape> shapes) {
        for (Shape shape : shapes.values()) {
            if (shape.duplication() > 0 || shape.reordering() > 0) {
                throw new UnsupportedOperationException(LoopbackBackend.NO_PACKETS);
            }
        }
        fabric.shape(shapes);
    }

    @Override
    public Reach probe(Pair pair, Duration timeout) {
        Port port = Port.probedOn(
                fabric.known(pair.from()).kind(), fabric.known(pair.to()).kind());
        if (isForeign(pair.from()) && isForeign(pair.to()) && bypasses.connects(pair)) {
            return Reach.OPEN;
        }
        return port == Port.ZK_ELECTION || isForeign(pair.to())
                ? Probe.connectBySocks(fabric.socks(pair.from()), fabric.real(pair.to(), port), timeout)
                : Probe.ask(fabric.door(pair.from(), pair.to(), port), port, timeout);
    }

    @Override
    public Optional<Duration> roundTrip(Pair pair, Duration timeout) {
        return Measure.roundTrip(toAgent(pair), timeout);
    }

    @Override
    public Optional<Arrivals> send(Pair pair, int probes) {
        return Measure.arrivals(toAgent(pair), probes);
    }

    @Override
    public Optional<Duration> push(Pair pair, int bytes, Duration timeout) {
        return Measure.push(toAgent(pair), bytes, timeout);
    }

    /** Every connection of a pair passes its shape, so that one to the other's agent shows it. */
    private InetSocketAddress toAgent(Pair pair) {
        return fabric.door(pair.from(), pair.to(), Port.PROBE);
    }

    @Override
    public Set<Pair> bypasses() {
        return bypasses.all();
    }

    private boolean isForeign(String member) {
        return Optional.ofNullable(members.get(member))
                .filter(LoopbackMember::isForeign)
                .isPresent();
    }

    @Override
    public String roundTrips() {
        return fabric.latency().describe();
    }
}
